import { FINDINGS, findingOf } from '../../lib/findings/registry';
import { meaningOf } from '../../lib/findings/search';
import { pieces, weight, type Symptom } from '../../lib/findings/symptom';
import { detectedBy } from '../../lib/findings/detected-by';
import { textsIn } from '../../lib/doctor/logs/known-texts';
import { readLine } from '../../lib/doctor/logs/read-line';
import { LINES } from './cases';
import { LOOK_ALIKES } from './log-lines';

/** A text as it would be met: with something in the place of what differs. */
const met = (text: string) => text.replace(/<[a-z][a-z -]*>/g, ' wss://api.example.com/7 ');
const shown = FINDINGS.flatMap(({ code, symptoms = [] }) => symptoms.map((symptom) => [code, symptom] as const));
const codesIn = (line: string) => textsIn(readLine(line)).flatMap(({ codes }) => codes);

test.each(shown)('%s: %o is found by what is pasted', (code, { seen, text }) => {
  const pasted = seen === 'close' ? `WebSocket closed, code: ${text}` : `some words before ${met(text)} and after`;
  expect(meaningOf(pasted).causes.map((finding) => finding.code)).toContain(code);
  expect(meaningOf(pasted.toUpperCase()).certain).toBe(true);
});

test.each(shown)('%s: %o says enough to be told from others', (code, { seen, text }) => {
  expect(weight(text)).toBeGreaterThanOrEqual(seen === 'close' ? 4 : 12);
  expect(shown.filter(([other, symptom]) => other === code && symptom.text === text && symptom.seen === seen)).toHaveLength(1);
});

/** The same words without the last one, and for servers the whole text where users' words stand. */
function likeIt({ seen, text }: Symptom): string[] {
  const last = pieces(text).at(-1)!;
  const cut = met(text.replace(last, last.trimEnd().replace(/\S+$/, 'otherwise')));
  switch (seen) {
    case 'nginx':
      return [
        `2026/11/23 05:37:56 [error] 1#1: *4 the client said: ${text.replace(/^<[^>]*>/, '')}`.replace(
          /the client said: (?=.*(are not enough|could not be resolved))/,
          'x, client: ',
        ),
      ];
    case 'spring':
      return [`2026-11-23T05:37:57.944Z  INFO 1 --- [exec-1] com.example.Chat : ada says: ${met(text)}`];
    case 'close':
      return [`closed 1${text.split(' ')[0]}0 files`, `${text.split(' ')[0]} files`];
    default:
      return [cut];
  }
}

test.each(shown)('%s: not by what only looks like %o', (_, symptom) => {
  for (const line of likeIt(symptom)) {
    expect(textsIn(readLine(line)).filter(({ symptom: found }) => found.text === symptom.text)).toEqual([]);
  }
});

test.each(Object.entries(LINES))('%s in a log as it was written', (code, lines) => {
  for (const line of lines) {
    expect(codesIn(line)).toContain(code);
  }
});

test.each(LOOK_ALIKES)('means nothing: %s', (line) => {
  expect(codesIn(line)).toEqual([]);
});

test.each([
  ['Whoops! Lost connection', 'PROXY-UPGRADE-MISSING', 'PROXY-IDLE-60'],
  ['Whoops! Lost connection to https://api.example.com/ws-stomp', 'PROXY-UPGRADE-MISSING', 'BROKER-HB-00'],
  [
    "WebSocket connection to 'wss://h/ws' failed: Error during WebSocket handshake: Unexpected response code: 400",
    'PROXY-UPGRADE-MISSING',
    'CLI-ENDPOINT-MISMATCH',
  ],
  ['Unexpected response code: 404', 'PROXY-UPGRADE-MISSING', 'ROUTE-NOT-FOUND'],
  ['Unexpected response code: 403', 'SPR-ORIGIN-403', 'FWD-PROTO-OVERWRITE'],
  ['“Invalid CORS request”', 'SPR-ORIGIN-403', 'PROXY-HOST-MISSING'],
  ['1006', 'PROXY-IDLE-60', 'ALB-IDLE-60'],
  ['global is not defined', 'CLI-GLOBAL', 'CLI-GLOBAL'],
  ['net::ERR_NAME_NOT_RESOLVED', 'DNS-WRONG-TARGET', 'DNS-WRONG-TARGET'],
])('%s: first %s, and %s', (text, first, other) => {
  const { certain, causes } = meaningOf(text);
  expect(certain).toBe(true);
  expect(causes[0].code).toBe(first);
  expect(causes.map(({ code }) => code)).toContain(other);
});

test('a text without a known symptom finds what shares its words, or nothing', () => {
  expect(meaningOf('sticky session lost behind the load balancer')).toMatchObject({
    certain: false,
    causes: expect.arrayContaining([findingOf('ALB-STICKY-MISSING')]) as unknown,
  });
  expect(meaningOf('xyzzy plugh').causes).toEqual([]);
  expect(meaningOf('').causes).toEqual([]);
});

/** What only has the words of every failure is near to nothing. */
test.each([
  'Error parsing HTTP request header',
  'org.apache.coyote.http11.Http11Processor : Error parsing HTTP request header',
  'WebSocket handshake failed',
  'connection closed while reading the response header from the upstream server',
  'java.io.IOException: Connection error',
  'invalid request header',
])('near to nothing: %s', (text) => {
  expect(meaningOf(text)).toMatchObject({ certain: false, causes: [] });
});

test.each([
  ['<<< CONNECTED', false],
  ['[stomp] <<< ERROR', false],
  ['>>> CONNECT', true],
])('after "%s" a lost connection leaves a dropped Upgrade possible: %s', (frame, isPossible) => {
  const { possible } = meaningOf(`${frame}\nWhoops! Lost connection to https://api.example.com/ws`);
  expect(possible.map(({ code }) => code).includes('PROXY-UPGRADE-MISSING')).toBe(isPossible);
  expect(possible.length).toBeGreaterThan(2);
});

test('a long paste takes no time', () => {
  const started = Date.now();
  meaningOf(`${'<'.repeat(100_000)}\n`.repeat(50) + 'a '.repeat(500_000));
  expect(Date.now() - started).toBeLessThan(10_000);
});

test('every finding is told by a command, by the gate on the host, or by a text', () => {
  expect(
    FINDINGS.filter(
      (finding) => detectedBy(finding).length === 0 && finding.outside !== false && !finding.onHost && !finding.symptoms?.length,
    ).map(({ code }) => code),
  ).toEqual([]);
});
