import { LogReader } from '../../lib/doctor/logs/log-reader';
import { meaningOf } from '../../lib/findings/search';
import { CLIENT_WORDS, WORDS_BY_SOURCE, type ClientWords } from './client-words';

const causes = (line: string) => {
  const { certain, proved, possible } = meaningOf(line);
  return certain ? [...proved, ...possible].map(({ code }) => code) : [];
};
const inLog = (line: string) => {
  const reader = new LogReader();
  reader.file('log').take(line, 1);
  return reader.clues().flatMap(({ codes }) => codes);
};

/** What a status means first, whoever was told it. */
const BY_STATUS = {
  400: 'PROXY-UPGRADE-MISSING',
  401: 'SPR-SECURITY-401',
  403: 'SPR-ORIGIN-403',
  404: 'NGX-LOCATION-PREFIX',
  502: 'APP-502',
};
const BY_CASE: Readonly<Record<Exclude<keyof ClientWords, 'refused'>, string>> = {
  noAnswer: 'NO-ANSWER',
  cut: 'PROXY-IDLE-60',
  wrongKey: 'HANDSHAKE-KEY-CHANGED',
  noProtocol: 'SPR-SUBPROTO',
  portClosed: 'TCP-REFUSED',
  unknownName: 'DNS-WRONG-TARGET',
  strangeCertificate: 'TLS-CHAIN',
};
const ALL = Object.entries({ ...CLIENT_WORDS, ...WORDS_BY_SOURCE });

describe.each(ALL)('%s', (_, { refused, ...others }) => {
  test.each(Object.entries(BY_STATUS))('refused with %s', (status, code) => {
    const line = refused.replace(/\bN\b/g, status);
    expect(causes(line)).toContain(code);
    expect(inLog(line)).toContain(code);
    expect(inLog(line).length).toBeLessThan(refused === line ? 70 : 20);
  });

  test('what else was done to it', () => {
    for (const [what, line] of Object.entries(others)) {
      expect([what, causes(line)]).toEqual([what, expect.arrayContaining([BY_CASE[what as keyof typeof BY_CASE]])]);
      expect([what, inLog(line)]).toEqual([what, expect.arrayContaining([BY_CASE[what as keyof typeof BY_CASE]])]);
    }
  });
});

/** Words of other programs that have statuses and handshakes too. */
test.each([
  'GET https://api.example.com/orders 400',
  'Handshake status unknown',
  'org.springframework.web.client.HttpClientErrorException: 404 Not Found',
  'the HTTP response from the server [400] did not',
  'java.net.ConnectException: Connection refused',
  'Error: connect ECONNREFUSED 127.0.0.1:5432',
])('is no handshake: %s', (line) => {
  expect(inLog(line)).toEqual([]);
});

test('of an application that is a client too, only what begins its message counts', () => {
  const boot = (message: string) => `2026-11-23T05:37:57.944Z ERROR 1 --- [main] com.example.Feed : ${message}`;
  const refused = 'The HTTP response from the server [403] did not permit the HTTP upgrade to WebSocket';
  expect(inLog(boot(refused))).toContain('SPR-ORIGIN-403');
  expect(inLog(boot(`ada says: ${refused}`))).toEqual([]);
});
