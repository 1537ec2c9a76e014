import { forRehearsal } from '../../lib/rehearsal/deployment';
import type { RehearsalOptions } from '../../lib/rehearsal/options';
import { hostNames, messagingNotes, requireNamespaces, sharedHere, sharesMessages } from '../../lib/rehearsal/several-hosts';
import type { Workspace } from '../../lib/rehearsal/workspace';

const told = (more: Partial<RehearsalOptions>): RehearsalOptions => ({
  ...{ app: '', environment: {}, headers: {}, connectHeaders: {}, withTheBug: false },
  ...more,
});
const MESSAGING = { engine: 'kafka', channel: 'chat', addresses: ['<Kafka>:9096'], tls: true };
const FACTS = { ...MESSAGING, username: 'chat', secret: { id: 's' }, local: ['/topic/rooms'], sessionEvents: true };
const APP = { app: { port: 1 }, routes: [] };
const REHEARSED = { name: 'localhost', logins: {}, outside: false };

test('one host has no number', () => {
  expect([told({}), told({ hosts: 1 }), told({ hosts: 3 })].map(hostNames)).toEqual([['host'], ['host'], ['host1', 'host2', 'host3']]);
});

test('hosts share messages where the template lets them, there are several, and nobody wants to see how it fails', () => {
  const cases = [{ hosts: 2 }, {}, { hosts: 1 }, { hosts: 2, withoutMessaging: true }].map(told);
  expect(cases.map((options) => sharesMessages({ messaging: MESSAGING }, options))).toEqual([true, false, false, false]);
  expect(cases.map((options) => sharesMessages({}, options))).toEqual([false, false, false, false]);
});

test('the engine on this machine takes the place of the one on AWS, whose login stays there; what is shared stays as it is', () => {
  const facts = (options: RehearsalOptions) =>
    JSON.parse(forRehearsal(JSON.stringify({ ...APP, messaging: FACTS }), { ...REHEARSED, messaging: sharedHere(options) })) as object as {
      messaging?: object;
    };
  const here = { channel: 'chat', addresses: ['127.0.0.1:24844'], tls: false, local: ['/topic/rooms'], sessionEvents: true };
  expect(facts(told({})).messaging).toEqual({ ...here, engine: 'valkey' });
  expect(facts(told({ engine: { host: 'localhost', port: 9092 } })).messaging).toEqual({ ...here, engine: 'kafka' });
  expect(JSON.parse(forRehearsal(JSON.stringify({ ...APP, messaging: FACTS }), REHEARSED))).not.toHaveProperty('messaging');
});

test('what is not as on AWS is said', () => {
  const notes = (more: Partial<RehearsalOptions>) => [
    messagingNotes({}, told(more)),
    messagingNotes({ messaging: { ...MESSAGING, engine: 'valkey' } }, told(more)),
  ];
  expect(notes({})).toEqual([[], ['one host shares messages with no other: --hosts 2 rehearses that']]);
  expect(notes({ hosts: 2 })).toEqual([
    ['the template makes one host: 2 are rehearsed, and nothing lets them share messages (messaging of the host or service does)'],
    ['the hosts share messages through a Valkey or Redis on this machine, without TLS and password: those on AWS have both'],
  ]);
  expect(notes({ hosts: 2, withoutMessaging: true })[1]).toEqual([
    'the hosts share no messages, which the template lets them: without --without-messaging they do',
  ]);
  expect(messagingNotes({ messaging: MESSAGING }, told({ hosts: 2 }))).toEqual([
    'the hosts share messages through a Valkey or Redis on this machine, not through kafka as on AWS: --engine takes another',
  ]);
});

test('fails: several hosts that would take the same ports', () => {
  const [apart, together] = [{ namespace: 'x' }, {}] as Workspace[];
  requireNamespaces([together]);
  requireNamespaces([apart, apart]);
  expect(() => requireNamespaces([apart, together])).toThrow(
    '--hosts is 2, and each host takes the same ports: run the rehearsal as root on Linux, where each has a network namespace of its own',
  );
});
