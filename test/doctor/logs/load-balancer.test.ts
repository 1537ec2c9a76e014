import { Readable } from 'node:stream';
import { examineLogs } from '../../../lib/doctor/logs/examine-logs';
import { readLine } from '../../../lib/doctor/logs/read-line';

const read = async (...lines: readonly string[]) => examineLogs(['-'], () => Readable.from([Buffer.from(lines.join('\n'))]));
const alb = (statuses: string, { type = 'https ', target = '10.0.1.12:80', times = '-1 -1 -1', path = '/ws/1/abcdefgh/websocket' } = {}) =>
  `${type}2026-11-23T05:36:52.123456Z app/chat/50dc6c495c0c9188 203.0.113.5:51334 ${target} ${times} ${statuses} 512 277 ` +
  `"GET https://api.example.com:443${path} HTTP/1.1" "Mozilla/5.0 (X11)" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 ` +
  'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/chat/943f017f100becff "Root=1-58337281-1d84f3d73c47ec4e58577259" ' +
  '"api.example.com" "arn:aws:acm:eu-west-1:123456789012:certificate/12345678" 1 2026-11-23T05:36:52.111000Z "forward" "-" "-" ' +
  '"10.0.1.12:80" "-" "-" "-" TID_1234abcd5678ef90';
const codes = (report: Awaited<ReturnType<typeof read>>) => report.remaining.map(({ possible }) => possible.map(({ code }) => code));

test('a line as AWS documents it', () => {
  expect(readLine(alb('200 200', { times: '0.001 0.045 0.002', path: '/ws/info?t=1' }))).toMatchObject({
    kind: 'load balancer access log',
    when: '2026-11-23T05:36:52.123456Z',
    request: {
      client: '203.0.113.5',
      agent: 'Mozilla/5.0 (X11)',
      method: 'GET',
      path: '/ws/info?t=1',
      status: 200,
      upstreamStatus: 200,
      unanswered: false,
    },
  });
  expect(readLine(alb('101 101', { type: 'wss ' })).request).toMatchObject({ status: 101, seconds: undefined });
  const classic =
    '2026-11-23T05:36:52.945958Z my-loadbalancer 192.0.2.39:2817 10.0.0.1:80 0.000073 0.001048 0.000057 400 400 0 29 ' +
    '"GET http://www.example.com:80/ws HTTP/1.1" "curl/7.38.0" - -';
  expect(readLine(classic)).toMatchObject({ kind: 'load balancer access log', request: { path: '/ws', status: 400 } });
});

/** The load balancer's own answers, and what else has such a status. */
test.each([
  ['502 -', ['ALB-IDLE-GT-KEEPALIVE', 'ALB-TG-PROTOCOL', 'NGX-PROXY-PROTOCOL', 'NGX-NOT-ANSWERING']],
  ['503 -', ['ALB-NO-TARGETS', 'TARGET-UNHEALTHY']],
  ['504 -', ['APP-504', 'SG-BLOCK', 'TOMCAT-FULL']],
])('%s: the target gave no answer, so no cause is named', async (statuses, possible) => {
  for (const path of ['/ws/1/abcdefgh/websocket', '/ws/websocket', '/ws/info?t=1', '/ws/1/abcdefgh/xhr?t=1']) {
    const report = await read(alb(statuses, { path }), alb(statuses, { path }));
    expect([report.verdict, report.cause, codes(report).map((each) => [...each].sort())]).toEqual([
      'undetermined',
      undefined,
      [[...possible].sort()],
    ]);
    expect(report.unexplained).toEqual([]);
  }
});

test("what the target answered is judged as the target's", async () => {
  expect((await read(alb('502 502'), alb('502 502'))).cause?.code).toBe('APP-502');
  expect(codes(await read(alb('403 403')))[0]).toContain('SPR-ORIGIN-403');
  expect((await read(alb('403 -', { target: '-' }))).cause?.code).toBe('WAF-BLOCK');
});

test('the load balancer asks for a login, or the application does', async () => {
  const asked = await read(...['401 -', '401 -', '401 -'].map((statuses) => alb(statuses, { target: '-' })));
  expect([asked.cause?.code, asked.remaining, asked.unexplained]).toEqual(['ALB-LOGIN', [], []]);
  const led = await read(alb('302 -', { target: '-' }), alb('302 -', { target: '-' }));
  expect(codes(led)).toEqual([['REDIRECT-NOT-FOLLOWED', 'ALB-LOGIN']]);
  expect((await read(alb('401 401'), alb('401 401'))).cause?.code).toBe('SPR-SECURITY-401');
});

test('other statuses of its own have no known cause; a client that left is none', async () => {
  const strange = await read(alb('464 -', { target: '-' }), alb('464 -', { target: '-' }));
  expect([strange.verdict, strange.unexplained.map(({ what }) => what)]).toEqual([
    'problem',
    ['2 of 2 handshakes at /ws failed with 464, reason unknown'],
  ]);
  expect((await read(alb('460 -'), alb('460 -'))).verdict).toBe('undetermined');
});

test('sockets that opened are seen working, and a few failures among them are normal', async () => {
  const opened = Array.from({ length: 50 }, () => alb('101 101', { type: 'wss ' }));
  expect(await read(...opened, alb('502 -'))).toMatchObject({ verdict: 'healthy', opened: 50, remaining: [] });
});

test('requests that are of no socket tell nothing', async () => {
  expect(await read(alb('502 -', { path: '/orders' }))).toMatchObject({ verdict: 'undetermined', socketRequests: 0 });
});
