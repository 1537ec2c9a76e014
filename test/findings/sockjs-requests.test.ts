import { textsIn } from '../../lib/doctor/logs/known-texts';
import { readLine } from '../../lib/doctor/logs/read-line';
import { LogReader } from '../../lib/doctor/logs/log-reader';
import { FINDINGS } from '../../lib/findings/registry';
import { meaningOf } from '../../lib/findings/search';
import { sockJsStatus } from '../../lib/findings/sockjs-requests';

/** Every request of SockJS's with every status that a finding knows of it, such as "/info 404". */
const KNOWN = [...new Set(FINDINGS.flatMap(({ symptoms = [] }) => symptoms.flatMap((symptom) => sockJsStatus(symptom) ?? [])))];
const PATHS: Readonly<Record<string, string>> = {
  '/info': 'GET /info?t=1795412212472',
  '/xhr': 'POST /193/abcdefgh/xhr?t=1795412212472',
  '/xhr_streaming': 'POST /193/abcdefgh/xhr_streaming?t=1795412212472',
  '/xhr_send': 'POST /193/abcdefgh/xhr_send?t=1795412212472',
  '/eventsource': 'GET /193/abcdefgh/eventsource',
  '/htmlfile': 'GET /193/abcdefgh/htmlfile?c=_jp.abcdefg',
  '/iframe.html': 'GET /iframe.html#abcdefgh',
};
const WORDS: Readonly<Record<string, string>> = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 502: 'Bad Gateway' };

/** One failed request in the words of each browser. */
function inWords(request: string): readonly string[] {
  const [name = '', status = ''] = request.split(' ');
  const [method = '', path = ''] = PATHS[name]!.split(' ');
  const url = `https://api.example.com/ws${path}`;
  const words = WORDS[status] ?? '';
  const [last = ''] = url.split('/').slice(-1);
  return [
    `${method} ${url} ${status} (${words})`,
    `sockjs.min.js:2 ${method} ${url} ${status} (${words})`,
    `${method} ${url} net::ERR_FAILED ${status} (${words})`,
    `${method} ${url} net::ERR_ABORTED ${status} (${words})`,
    `${url} Failed to load resource: the server responded with a status of ${status} ()`,
    `${url} - Failed to load resource: the server responded with a status of ${status} (${words})`,
    `${url}\nFailed to load resource: the server responded with a status of ${status} (${words})`,
    ...(last.includes('?') ? [`${last}:1 Failed to load resource: the server responded with a status of ${status} (${words})`] : []),
    `XHR${method} ${url} [HTTP/1.1 ${status} ${words} 3ms]`,
    `XHR ${method} ${url} [HTTP/2 ${status}  12ms]`,
    `XHR${method}\n${url}\n[HTTP/1.1 ${status} ${words} 3ms]`,
    `XHR\n${method}\n${url}\n[HTTP/3 ${status}  261ms]`,
    `${method}\n${url}\n[HTTP/3 ${status}  3ms]`,
    'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ' +
      `${url}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: ${status}.`,
  ];
}

const causesOf = (request: string) =>
  FINDINGS.filter(({ symptoms = [] }) => symptoms.some((symptom) => sockJsStatus(symptom) === request)).map(({ code }) => code);

function inLog(text: string): readonly string[] {
  const reader = new LogReader();
  const file = reader.file('console');
  text.split('\n').forEach((line, index) => file.take(line, index + 1));
  return reader.clues().flatMap(({ codes }) => codes);
}

test.each(KNOWN)('%s in the words of every browser, in explain and in logs', (request) => {
  const causes = causesOf(request).sort();
  for (const text of inWords(request)) {
    expect([text, [...meaningOf(text).possible, ...meaningOf(text).proved].map(({ code }) => code).sort()]).toEqual([text, causes]);
    expect([text, [...inLog(text)].sort()]).toEqual([text, causes]);
  }
});

test('every request is known with the statuses that each hop gives', () => {
  for (const status of [401, 403, 404, 502, 503, 504]) {
    expect([status, Object.keys(PATHS).filter((request) => causesOf(`${request} ${status}`).length === 0)]).toEqual([status, []]);
  }
  expect(causesOf('/info 404')).toContain('NGX-LOCATION-PREFIX');
  expect(causesOf('/info 500')).toEqual(['SPR-ORIGIN-STAR']);
  expect(causesOf('/xhr_streaming 403')).toContain('SPR-CSRF-POST');
});

test("a request of SockJS's that a network error ended", () => {
  for (const line of [
    'GET https://api.example.com/ws/info?t=1 net::ERR_CERT_DATE_INVALID',
    'https://api.example.com/ws/info?t=1 Failed to load resource: net::ERR_CERT_DATE_INVALID',
  ]) {
    expect([meaningOf(line).proved.map(({ code }) => code), inLog(line)]).toEqual([['TLS-EXPIRED'], ['TLS-EXPIRED']]);
  }
});

test.each([
  'GET https://api.example.com/actuator/info 404 (Not Found)',
  'GET https://api.example.com/picture.png 404 (Not Found)',
  'Failed to load resource: the server responded with a status of 404 ()',
  'https://api.example.com/picture.png Failed to load resource: the server responded with a status of 404 ()',
  'https://api.example.com/ws/info?t=1',
  'GET https://api.example.com/ws/info?t=1 200 (OK)',
  'XHRGET https://api.example.com/ws/info?t=1 [HTTP/1.1 200 OK 3ms]',
  'POST https://api.example.com/orders/xhr_report 403 (Forbidden)',
  'https://api.example.com/ws/info?t=1\nsomething else\nFailed to load resource: the server responded with a status of 404 ()',
])('means nothing: %s', (text) => {
  expect(inLog(text)).toEqual([]);
  expect(meaningOf(text).certain).toBe(false);
});

test('a page of several lines: the status narrows what the text about CORS leaves open', () => {
  const cors =
    "Access to XMLHttpRequest at 'https://api.example.com/ws/info?t=1' from origin 'https://a' has been blocked by CORS policy: " +
    "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
  const refused = 'GET https://api.example.com/ws/info?t=1 net::ERR_FAILED 403 (Forbidden)';
  const codes = meaningOf(`${cors}\n${refused}\nWhoops! Lost connection to https://api.example.com/ws`).possible.map(({ code }) => code);
  expect(codes.sort()).toEqual(causesOf('/info 403').sort());
  expect(codes).toContain('SPR-ORIGIN-403');
  expect(textsIn(readLine(cors))[0]!.codes.length).toBeGreaterThan(codes.length);
});

test('long lines of a console take no time', () => {
  const started = Date.now();
  for (const part of [
    'a/',
    '/',
    'https://a ',
    'Cross-Origin Request Blocked: remote resource at https://a. (Reason: ',
    'GET https://a [HTTP/',
  ]) {
    meaningOf(`${part.repeat(20_000)} Failed to load resource: `);
    inLog(`${part.repeat(20_000).slice(0, 16_000)} Failed to load resource: \n`.repeat(20));
  }
  expect(Date.now() - started).toBeLessThan(5_000);
});
