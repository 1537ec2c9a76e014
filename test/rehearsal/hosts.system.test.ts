import { Messaging, Route, SpringApp } from '../../lib';
import { exampleJar } from '../../lib/app/example';
import { BETWEEN_HOSTS } from '../../lib/doctor/questions/between-hosts';
import { askingOf } from '../../lib/doctor/questions/asking';
import { diagnose } from '../../lib/doctor/url/diagnose';
import { request } from '../doctor/url/diagnosing';
import { rehearse, summary } from './command';
import { synthesize } from './users-app';

jest.setTimeout(120_000);

const CHAT = ['--echo', '/app/rooms/lobby=/topic/rooms/lobby'];
const ADA = ['--echo-user', '/app/notifications/ada=/user/queue/notifications', '--connect-header', 'login: ada'];
const SHARED = 'host1 -> host2 in \\d+ ms, host2 -> host1 in \\d+ ms; 10 of 10, once each, in order$';

/** Without SockJS, whose transports take time. */
const RAW = Route.stomp('/ws-stomp/websocket');

/** What a rehearsal says of two hosts, and what the doctor says of them from outside, where nobody tells it which is which. */
async function rehearseTwo(messaging: Messaging, route: Route, ...argv: string[]) {
  const app = synthesize(SpringApp.fromJar(exampleJar(() => undefined)), () => [route], messaging);
  const command = rehearse('--app', app, '--hosts', '2', '--keep', ...CHAT, ...ADA, ...argv);
  const printed = await command.printed;
  const chain = request(...printed.doctor, ...CHAT);
  const outside = await diagnose(chain);
  // Whether a message without an addressee crosses is chance: here it is said to.
  const delivered = { message: { echo: chain.echo!, delivered: true, errors: [], ms: 1 } };
  const asking = askingOf(chain, chain.routes[0]!, outside.kind ?? 'plain');
  const betweenHosts = await BETWEEN_HOSTS.probes.betweenHosts!.ask(asking, {}, async () => delivered);
  command.interrupt();
  return {
    ...summary(printed),
    outside: { verdict: outside.verdict, cause: outside.cause?.code, between: BETWEEN_HOSTS.read({ betweenHosts }) },
    exit: await command.exit,
  };
}

test('two hosts share messages, the tabs of a user and every transport', async () => {
  const messaging = Messaging.valkey({ localDestinations: ['/topic/rooms'], sessionEvents: true });
  const { answers, outside, ...outcome } = await rehearseTwo(messaging, Route.sockJs('/ws-stomp'));
  expect(outcome).toEqual({ verdict: 'healthy', cause: undefined, notices: [], exit: 0 });
  expect(answers).toMatchObject({
    'message /ws-stomp': 'healthy: /app/rooms/lobby -> /topic/rooms/lobby over websocket',
    'between-hosts /ws-stomp': expect.stringMatching(`^healthy: /app/rooms/lobby -> /topic/rooms/lobby: ${SHARED}`) as unknown,
    'same-user /ws-stomp': expect.stringMatching(`^healthy: /app/notifications/ada -> /user/queue/notifications: ${SHARED}`) as unknown,
    'transports /ws-stomp': 'healthy: xhr-streaming, eventsource, xhr-polling: sessions stay on their host, and messages cross',
    'broadcasts /ws-stomp': 'healthy: nothing comes from several hosts at once, in 3 s with one client',
    gate: 'healthy: would signal success: nginx changes no answer (1 asked)',
  });
  expect(outside).toMatchObject({
    ...{ verdict: 'healthy', cause: undefined },
    between: {
      verdict: 'healthy',
      summary: expect.stringMatching(/host1 -> host2 .*; 2 of 2, once each, .*; told apart by sessions of SockJS$/) as unknown,
    },
  });
});

test('fails: what each host sends of itself reaches every client from each host', async () => {
  const { answers, outside, ...outcome } = await rehearseTwo(Messaging.valkey({ sessionEvents: true }), RAW);
  expect(outcome).toMatchObject({ verdict: 'problem', cause: 'BROKER-COPIES', exit: 1 });
  expect(answers).toMatchObject({
    'between-hosts /ws-stomp/websocket': expect.stringMatching(/^healthy: /) as unknown,
    'broadcasts /ws-stomp/websocket': 'problem: /topic/rooms by 2 hosts at once, with one client on one host',
  });
});

test('fails: without messaging a client hears those on its own host alone', async () => {
  const { answers, outside, ...outcome } = await rehearseTwo(Messaging.valkey(), RAW, '--without-messaging');
  expect(outcome).toMatchObject({ verdict: 'problem', cause: 'BROKER-MULTI-NODE', exit: 1 });
  expect(answers).toMatchObject({
    'message /ws-stomp/websocket': 'healthy: /app/rooms/lobby -> /topic/rooms/lobby over websocket',
    'between-hosts /ws-stomp/websocket': 'problem: host1 -> host2 0 of 10; host2 -> host1 0 of 10',
    'same-user /ws-stomp/websocket': 'problem: host1 -> host2 0 of 10; host2 -> host1 0 of 10',
  });
  expect(outside).toMatchObject({
    ...{ verdict: 'problem', cause: 'BROKER-MULTI-NODE' },
    between: { verdict: 'problem', summary: expect.stringMatching(/^of 4 clients client1 -> client\d 0 of 2, and so on$/) as unknown },
  });
});
