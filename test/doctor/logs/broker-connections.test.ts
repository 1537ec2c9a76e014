import { Readable } from 'node:stream';
import { examineLogs } from '../../../lib/doctor/logs/examine-logs';
import { nginx } from '../../findings/log-lines';

/** As nginx 1.22 writes them. */
const GOOD = '2026-11-30T07:31:30+00:00 200 up=10.0.1.5:61614 ct=0.102 in=310 out=1212 t=8.194';
const REFUSED = '2026-11-30T07:31:22+00:00 502 up=10.0.1.5:61614, 10.0.2.7:61614 ct=-, - in=0 out=0 t=0.064';
const WAITS = '2026-11-30T07:31:22+00:00 502 up=broker ct=- in=0 out=0 t=0.000';
const UNANSWERED = '2026-11-30T07:31:25+00:00 502 up=10.0.1.5:61614 ct=- in=0 out=0 t=3.008';
const CLOSED = '2026-11-30T07:31:22+00:00 200 up=10.0.1.5:61614 ct=0.064 in=10 out=0 t=0.117';
const NO_WORD = '2026-11-30T07:31:22+00:00 200 up=10.0.1.5:61614 ct=0.004 in=10 out=0 t=30.117';
const WRONG_NAME = nginx(
  'upstream SSL certificate does not match "b.test" while SSL handshaking to upstream',
  ', client: 127.0.0.1, server: 127.0.0.1:61613, upstream: "10.0.1.5:61614", bytes from/to client:0/0, bytes from/to upstream:0/0',
);

const read = (...lines: readonly string[]) => examineLogs(['-'], () => Readable.from([Buffer.from(lines.join('\n'))]));

test('a broker that answers', async () => {
  const { verdict, files, cause } = await read(GOOD, GOOD);
  expect([verdict, files[0]!.kinds, cause]).toEqual(['healthy', { 'nginx stream log': 2 }, undefined]);
});

test.each([
  ['closes what it accepts', CLOSED, 'BROKER-RELAY-QUOTA', '3 of 3 connections of the relay were accepted and closed at once'],
  ['says nothing', NO_WORD, 'BROKER-RELAY-SILENT', '3 of 3 connections of the relay were accepted and never answered'],
])('one that %s', async (_, line, code, detail) => {
  expect((await read(line, line, line)).cause).toMatchObject({ code, details: [expect.stringContaining(detail)], count: 3 });
});

test.each([
  ['no answer', UNANSWERED, ['BROKER-RELAY-DOWN', 'BROKER-RELAY-SILENT'], '3 of 4 connections of the relay got no answer'],
  ['a refusal', REFUSED, ['BROKER-RELAY-DOWN', 'BROKER-RELAY-TLS', 'BROKER-RELAY-QUOTA'], 'at last at 10.0.1.5:61614, 10.0.2.7:61614'],
])('%s has several causes, of which this log shows none alone', async (_, line, codes, text) => {
  const { verdict, cause, remaining } = await read(GOOD, line, line, line);
  expect([verdict, cause]).not.toContain('healthy');
  expect(remaining).toMatchObject([{ text: expect.stringContaining(text) as unknown, possible: codes.map((code) => ({ code })) }]);
});

test("nginx's error log says which", async () => {
  const { cause, remaining } = await read(REFUSED, WAITS, REFUSED, WRONG_NAME);
  expect(cause).toMatchObject({ code: 'BROKER-RELAY-TLS', count: 4 });
  expect(remaining).toEqual([]);
});

test('the few that a standby refuses are no problem', async () => {
  expect((await read(REFUSED, ...Array.from({ length: 20 }, () => GOOD))).verdict).toBe('healthy');
});
