import { BETWEEN_HOSTS } from '../../../lib/doctor/questions/between-hosts';
import { SAME_USER } from '../../../lib/doctor/questions/same-user';
import { provedBy } from '../../../lib/doctor/sharing';
import { TRANSPORTS } from '../../../lib/doctor/questions/transports';
import { BROADCASTS } from '../../../lib/doctor/questions/broadcasts';
import { matching } from '../../../lib/doctor/judge';
import type { Evidence } from '../../../lib/findings/evidence';
import { isApart } from '../../../lib/findings/apart';
import { askingOf } from '../../../lib/doctor/questions/asking';
import type { BetweenHostsEvidence } from '../../../lib/probes/between-hosts';
import { request } from '../url/diagnosing';
import { betweenTwo } from '../../findings/between-hosts';

const NONE = { messages: 0, copies: 0, ms: undefined };

test.each([
  [
    'all is well',
    betweenTwo(),
    'healthy',
    '/app/x -> /topic/x: host1 -> host2 in 3 ms, host2 -> host1 in 3 ms; 10 of 10, once each, in order',
  ],
  [
    'overtaken',
    betweenTwo({ early: 1 }, {}),
    'healthy',
    '/app/x -> /topic/x: host1 -> host2 in 3 ms, host2 -> host1 in 3 ms; 10 of 10, once each, but not in order',
  ],
  ['apart', betweenTwo(NONE), 'problem', 'host1 -> host2 0 of 10; host2 -> host1 0 of 10'],
  ['one way', betweenTwo({}, NONE), 'problem', 'host2 -> host1 0 of 10'],
  ['some are lost', betweenTwo({ messages: 7 }, {}), 'problem', 'host1 -> host2 7 of 10'],
  ['copies', betweenTwo({ copies: 2 }, {}), 'problem', 'host1 -> host2 2 times each'],
  ['nobody connects', { ...betweenTwo(), ways: [], errors: ['no CONNECTED in time'] }, 'problem', 'no CONNECTED in time'],
])('what clients hear of each other: %s', (_, betweenHosts, verdict, summary) => {
  expect(BETWEEN_HOSTS.read({ betweenHosts })).toEqual({ verdict, summary, ms: 50 });
  expect(SAME_USER.read({ sameUser: betweenHosts })).toEqual({ verdict, summary, ms: 50 });
});

const COOKIE = { visits: 6, by: 'the cookie SERVERID' };
const NOTHING = { visits: 6 };
const UNTOLD = 'could not tell: 4 clients hear each other, 10 of 10, and nothing in 6 visits shows several hosts';

test.each<[string, Partial<BetweenHostsEvidence>, Evidence, string, string, string[]]>([
  [
    'hosts that are told apart hear each other',
    { ...betweenTwo(), met: COOKIE },
    {},
    'healthy',
    '/app/x -> /topic/x: host1 -> host2 in 3 ms, host2 -> host1 in 3 ms; 10 of 10, once each, in order; told apart by the cookie SERVERID',
    [],
  ],
  [
    'or do not',
    { ...betweenTwo(NONE), met: COOKIE },
    {},
    'problem',
    'host1 -> host2 0 of 10; host2 -> host1 0 of 10',
    ['BROKER-MULTI-NODE'],
  ],
  [
    'clients that hear only themselves are on several hosts, whatever shows it',
    { ...betweenTwo(NONE), met: NOTHING },
    {},
    'problem',
    'of 4 clients host1 -> host2 0 of 10, and so on',
    ['BROKER-MULTI-NODE'],
  ],
  [
    'copies',
    { ...betweenTwo({ copies: 2 }), met: NOTHING },
    {},
    'problem',
    'of 4 clients host1 -> host2 2 times each, and so on',
    ['BROKER-COPIES'],
  ],
  ['clients that hear each other may be on one host', { ...betweenTwo(), met: NOTHING }, {}, 'not-checked', UNTOLD, []],
  ['which is in doubt where several are known of', { ...betweenTwo(), met: NOTHING }, { hosts: 2 }, 'undetermined', UNTOLD, []],
  [
    'an application that sends nobody what is his own',
    { ...betweenTwo(), ways: betweenTwo().ways.map((way) => (way.from === way.to ? { ...way, ...NONE } : way)), met: COOKIE },
    {},
    'undetermined',
    'could not tell: host1 -> host1 0 of 10; host2 -> host2 0 of 10',
    [],
  ],
  [
    'an application that refuses',
    { ...betweenTwo(), ways: [], errors: ['ERROR no login'], met: COOKIE },
    {},
    'undetermined',
    'could not tell: no client was let in; ERROR no login',
    [],
  ],
])('what is told of hosts that nobody names: %s', (_, found, more, verdict, summary, codes) => {
  const evidence: Evidence = { ...more, betweenHosts: { ...betweenTwo(), ...found } };
  expect(BETWEEN_HOSTS.read(evidence)).toEqual({ verdict, summary, ms: 50 });
  expect(matching(evidence).map(({ code }) => code)).toEqual(codes);
});

test('hosts are looked for where a message may tell them, and where somebody knows of several', () => {
  const asked = (...argv: string[]) => {
    const chain = request('http://127.0.0.1/ws', ...argv);
    return BETWEEN_HOSTS.applies?.(askingOf(chain, chain.routes[0]!, 'sockjs'));
  };
  const echo = ['--echo', '/app/x=/topic/x'];
  expect([asked(), asked(...echo), asked(...echo, '--hosts', '1'), asked('--hosts', '2')]).toEqual([false, true, false, true]);
  expect(asked(...echo, '--echo-body', 'the same each time')).toBe(false);
  expect(() => asked(...echo, '--hosts', '2', '--echo-body', 'the same each time')).toThrow(
    '--echo-body has no {id}: with --hosts write {id} where the text is, which tells each message from the others',
  );
});

test('without a destination nothing is sent', () => {
  expect([BETWEEN_HOSTS, SAME_USER, TRANSPORTS].map((question) => question.read({}))).toEqual([
    { verdict: 'undetermined', summary: 'no destination given (--echo /app/x=/topic/y)' },
    { verdict: 'not-checked', summary: 'no destination of a user given (--echo-user /app/x=/user/queue/y)' },
    { verdict: 'not-checked', summary: 'no destination given (--echo /app/x=/topic/y)' },
  ]);
});

test.each<[string, Evidence, string, string]>([
  [
    'they stay and messages cross',
    { betweenHosts: betweenTwo(), transports: { eventsource: betweenTwo(), 'xhr-polling': betweenTwo() } },
    'healthy',
    'eventsource, xhr-polling: sessions stay on their host, and messages cross',
  ],
  [
    'they stay, and nothing crosses anyway',
    { betweenHosts: betweenTwo(NONE), transports: { eventsource: betweenTwo(NONE) } },
    'healthy',
    'eventsource: sessions stay on their host',
  ],
  [
    'a transport loses what others do not',
    { betweenHosts: betweenTwo(), transports: { eventsource: betweenTwo(NONE) } },
    'problem',
    'eventsource: messages are lost',
  ],
  [
    'sessions do not hold together',
    { betweenHosts: betweenTwo(), transports: { 'xhr-polling': { ...betweenTwo(), ways: [], errors: ['closed with 1006'] } } },
    'problem',
    'xhr-polling: closed with 1006',
  ],
])('the fallbacks of SockJS: %s', (_, evidence, verdict, summary) => {
  expect(TRANSPORTS.read(evidence)).toMatchObject({ verdict, summary });
});

test('hosts are apart where nothing of what their own clients hear crosses', () => {
  expect([betweenTwo(NONE), betweenTwo({}, NONE), betweenTwo(), betweenTwo({ messages: 1 })].map(isApart)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  const codes = (evidence: Evidence) => matching(evidence).map(({ code }) => code);
  expect(codes({ betweenHosts: betweenTwo(NONE) })).toEqual(['BROKER-MULTI-NODE']);
  expect(codes({ sameUser: betweenTwo(NONE) })).toEqual(['BROKER-MULTI-NODE']);
  expect(codes({ betweenHosts: betweenTwo() })).toEqual([]);
});

test.each([
  ['BROKER-ENGINE-AWAY', 'Valkey at 127.0.0.1:6379 refuses connections: nothing listens on its port'],
  ['BROKER-ENGINE-AWAY', 'not connected yet'],
  ['BROKER-ENGINE-LOGIN', 'Valkey at 127.0.0.1:6379 asks for a password, and none is set (NOAUTH)'],
  ['BROKER-NOT-SHARED', 'inactive: the application has no simple broker'],
])('hosts are apart for a reason that a companion knows: %s', (code, problem) => {
  const proved = provedBy([{ host: 'host1' }, { host: 'host2', problem }]);
  expect(proved).toEqual([{ code, detail: `host2: ${problem.replace('inactive: ', '')}`, question: 'between-hosts' }]);
  expect(matching({ betweenHosts: betweenTwo(NONE), proved }).map((finding) => finding.code)).toEqual([code]);
  expect(provedBy([{ host: 'host1' }, { host: 'host2' }])).toEqual([]);
});

const sentBy = (hosts: number, more = {}): Evidence => ({
  broadcasts: { destinations: [{ destination: '/topic/rooms', hosts }], watchedMs: 3000, ms: 5000, ...more },
});

test.each<[Evidence, string, string, string[]]>([
  [sentBy(1), 'healthy', 'nothing comes from several hosts at once, in 3 s with one client', []],
  [sentBy(3), 'problem', '/topic/rooms by 3 hosts at once, with one client on one host', ['BROKER-COPIES']],
  [sentBy(1, { failure: 'connect ECONNREFUSED' }), 'undetermined', 'connect ECONNREFUSED', []],
])('what hosts send of themselves: %j', (evidence, verdict, summary, codes) => {
  expect(BROADCASTS.read(evidence)).toEqual({ verdict, summary, ms: 5000 });
  expect(matching(evidence).map(({ code }) => code)).toEqual(codes);
});
