import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from '../../../lib/doctor/nginx/lint';
import { readConfiguration } from '../../../lib/nginx/configuration';
import { filesInMemory } from '../../../lib/nginx/dump';

const judged = (text: string) => {
  const { problems, advice, undetermined } = lint(readConfiguration(['nginx.conf'], filesInMemory(new Map([['nginx.conf', text]]))), {
    routes: [],
  });
  return { problems: problems.map(({ code }) => code), advice: advice.map(({ code }) => code), undetermined };
};
const stream = (lines: string, more = '') =>
  `events {}\nstream {\n  upstream broker { server b-1.mq.example.com:61614; }\n  ${more}\n  server {\n    listen 61613;\n` +
  `    proxy_pass broker;\n    ${lines}\n  }\n}\n`;

test('a relay without anything set', () => {
  expect(judged(stream(''))).toEqual({
    problems: [],
    advice: ['NGX-STREAM-DNS', 'NGX-STREAM-EARLY', 'NGX-STREAM-TIMEOUT'],
    undetermined: [],
  });
});

test('encryption alone', () => {
  expect(judged(stream('proxy_ssl on;')).advice.sort()).toEqual([
    'NGX-STREAM-DNS',
    'NGX-STREAM-EARLY',
    'NGX-STREAM-NAME',
    'NGX-STREAM-TIMEOUT',
    'NGX-STREAM-VERIFY',
  ]);
});

test('verification for the name of an upstream, which no certificate has', () => {
  expect(judged(stream('proxy_ssl on; proxy_ssl_verify on;')).problems).toEqual(['NGX-STREAM-NAME']);
});

test('what the whole block sets counts for its servers', () => {
  const settings =
    'proxy_ssl on; proxy_ssl_verify on; proxy_ssl_name b-1; proxy_ssl_server_name on; proxy_ssl_verify_depth 2; ' +
    'proxy_timeout 1h; ssl_preread on;';
  expect(judged(stream('', settings))).toEqual({ problems: [], advice: ['NGX-STREAM-DNS'], undetermined: [] });
});

test.each(['10m', '5s', '600', '30m'])('a timeout of %s is short', (timeout) => {
  expect(judged(stream(`proxy_timeout ${timeout};`)).advice).toContain('NGX-STREAM-TIMEOUT');
});

test.each(['24h', '60m', '3600s', '1d'])('a timeout of %s is not', (timeout) => {
  expect(judged(stream(`proxy_timeout ${timeout};`)).advice).not.toContain('NGX-STREAM-TIMEOUT');
});

test('streams of other protocols are not told how long they may be silent', () => {
  expect(judged('events {}\nstream { server { listen 5432; proxy_pass db.internal:5432; } }').advice).toEqual([]);
});

test('what an unread file could set is not missed', () => {
  const { problems, advice, undetermined } = judged(stream('proxy_ssl on; proxy_ssl_verify on; include more.conf;'));
  expect([problems, advice]).toEqual([[], []]);
  expect(undetermined).toEqual([expect.stringMatching(/^NGX-STREAM-NAME\? .*not here to read/)]);
});

test.each(['broker-relay', 'broker-relay-without-tls'])('%s, as a host has it, is in order', (name) => {
  const { problems, advice } = judged(readFileSync(join(__dirname, `../../goldens/${name}.conf`), 'utf8'));
  expect([...problems, ...advice].filter((code) => code.startsWith('NGX-STREAM'))).toEqual([]);
});
