import { report } from '../../lib/doctor/report';
import type { Answer } from '../../lib/doctor/answer';
import type { Evidence, Question } from '../../lib/findings/evidence';
import { FINDINGS } from '../../lib/findings/registry';
import { causes } from '../../lib/doctor/causes';
import { CASES } from '../findings/cases';
import { HEALTHY, noInfo, page, raw, refusedWith, tlsFailed } from '../findings/evidence';

const failed = (question: Question): Answer => ({
  question,
  route: '/ws',
  hop: 'spring-boot',
  asked: question,
  verdict: 'problem',
  summary: 'wrong',
});
const reportOf = (change: Evidence, ...questions: readonly Question[]) =>
  report([{ evidence: { ...HEALTHY, ...change }, answers: questions.map(failed) }]);
const finding = (code: string) => ({ finding: FINDINGS.find((each) => each.code === code)! });
const tree = (...codes: readonly string[]) =>
  Object.fromEntries(
    causes(codes.map(finding)).map(({ root, healed }) => [root.finding.code, healed.map(({ finding: { code } }) => code)] as const),
  );

test('a cure counts for every cause, not only for the first', () => {
  expect(tree('TLS-CHAIN', 'PROXY-UPGRADE-MISSING', 'NGX-HTTP10', 'APP-504', 'TOMCAT-FULL')).toEqual({
    'TLS-CHAIN': [],
    'PROXY-UPGRADE-MISSING': ['NGX-HTTP10'],
    'APP-504': ['TOMCAT-FULL'],
  });
});

test('where two heal each other the first is the cause, and where only the later one does, that one', () => {
  expect(tree('NGX-INHERIT', 'PROXY-UPGRADE-MISSING', 'NGX-HTTP10')).toEqual({ 'NGX-INHERIT': ['PROXY-UPGRADE-MISSING', 'NGX-HTTP10'] });
  expect(tree('ALB-IDLE-60', 'PROXY-IDLE-60')).toEqual({ 'PROXY-IDLE-60': ['ALB-IDLE-60'] });
});

test('what went wrong hangs on what it follows from', () => {
  const { cause, alsoFound } = reportOf(
    { ...CASES['TLS-CHAIN'], ...CASES['PROXY-UPGRADE-MISSING'], ...CASES['NGX-HTTP10'] },
    'redirect',
    'xhr-streaming',
    'eventsource',
    'client',
  );
  expect([cause?.code, cause?.consequences]).toEqual(['TLS-CHAIN', ['redirect: wrong']]);
  expect(alsoFound.map(({ code, consequences }) => [code, consequences])).toEqual([
    [
      'PROXY-UPGRADE-MISSING',
      ['the proxy speaks HTTP/1.0 to the application, which then holds back SockJS streams', 'client'].map(
        (text) => expect.stringContaining(text.split(' ').at(-1)!) as string,
      ),
    ],
  ]);
});

test('a row accuses nobody: its hop is where the cause is, and absent where that is not known', () => {
  const hops = (change: Evidence, ...questions: readonly Question[]) => reportOf(change, ...questions).answers.map(({ hop }) => hop);
  expect(hops(CASES['PROXY-UPGRADE-MISSING']!, 'websocket', 'stomp')).toEqual(['proxy', 'proxy']);
  expect(hops(tlsFailed('wrong version number'), 'info')).toEqual(['tls']);
  expect(hops({}, 'websocket', 'iframe')).toEqual([undefined, undefined]);
  expect(report([{ evidence: HEALTHY, answers: [{ ...failed('websocket'), verdict: 'healthy' }] }]).answers[0]).toMatchObject({
    hop: undefined,
    farthest: 'spring-boot',
  });
});

/** Answers that nothing proves the cause of, what must be among those that remain, and what is refuted. */
test.each<[string, Evidence, readonly string[], readonly string[]]>([
  ['a 502 of nobody known', refusedWith(502, 'Bad gateway'), ['APP-502', 'ALB-IDLE-GT-KEEPALIVE'], ['CDN-CLOUDFRONT-HEADERS']],
  [
    'a 403 without any Origin too',
    { ...raw, ...refusedWith(403, 'no'), origins: { accepted: [], refused: [], withoutOrigin: 403, ms: 1 } },
    ['SPR-HANDSHAKE-REFUSED'],
    ['SPR-ORIGIN-403', 'FWD-PROTO-OVERWRITE'],
  ],
  [
    'a 403 over plain HTTP',
    { ...raw, origin: 'http://h', ...refusedWith(403, 'no') },
    ['SPR-ORIGIN-403'],
    ['FWD-PROTO-OVERWRITE', 'SPR-FWD-STRATEGY-NONE'],
  ],
  ['an empty 404', { ...raw, ...refusedWith(404, '') }, ['ROUTE-NOT-FOUND', 'CTX-PATH'], ['NGX-LOCATION-PREFIX']],
  [
    'a 400 of an application of its own',
    refusedWith(400, '{"status":400,"timestamp":1,"message":"room is missing"}'),
    ['PROXY-UPGRADE-MISSING'],
    ['CLI-ENDPOINT-MISMATCH'],
  ],
])('could not tell: %s', (_, change, remain, gone) => {
  const { verdict, cause, remaining } = reportOf(change, 'websocket');
  expect([verdict, cause?.code, remaining.length]).toEqual(['undetermined', undefined, 1]);
  const codes = remaining[0]!.possible.map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining([...remain]));
  expect(codes.filter((code) => gone.includes(code))).toEqual([]);
});

test('what is proved leaves nothing possible', () => {
  expect(reportOf({ ...raw, ...refusedWith(404, page(404)) }, 'websocket')).toMatchObject({
    cause: { code: 'NGX-LOCATION-PREFIX' },
    remaining: [],
  });
});

test('a failure of which nothing known can be the cause is a problem', () => {
  expect(reportOf({ ...raw, ...refusedWith(418, 'teapot') }, 'websocket')).toMatchObject({ verdict: 'problem', remaining: [] });
  expect(reportOf(noInfo(418, 'teapot'), 'info')).toMatchObject({ verdict: 'problem', remaining: [] });
});

test('what is proved comes before what is possible, also where it only follows from something', () => {
  const refused = { ...raw, ...refusedWith(403, page(403)) };
  expect(reportOf(refused, 'websocket')).toMatchObject({ verdict: 'problem', cause: { code: 'NGX-REFUSES' }, remaining: [] });
  const changed = { ...raw, ...refusedWith(403, 'no'), direct: { handshake: HEALTHY.handshake! } };
  expect(reportOf(changed, 'websocket')).toMatchObject({ verdict: 'problem', cause: { code: 'PROXY-CHANGES-ANSWER' }, remaining: [] });
});

test('a client that falls back says nothing of what keeps its WebSocket from opening', () => {
  const fallsBack = { ...refusedWith(503, 'full'), client: { transport: 'xhr-polling' as const, afterMs: 1, deadlineMs: 1, steps: [] } };
  const { verdict, cause, remaining } = reportOf(fallsBack, 'websocket', 'client');
  expect([verdict, cause, remaining.length]).toEqual(['undetermined', undefined, 1]);
});
