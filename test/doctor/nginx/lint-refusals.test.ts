import { lint } from '../../../lib/doctor/nginx/lint';
import { readConfiguration } from '../../../lib/nginx/configuration';
import { filesInMemory } from '../../../lib/nginx/dump';
import { CONFIG_CASES } from '../../findings/cases';
import { conf, GOOD } from '../../findings/configuration';
import { judge, one } from './judged';

const found = ({ problems }: ReturnType<typeof judge>) =>
  problems.flatMap(({ code, places }) => places.map(({ file, line, detail }) => [code, `${file}:${line}`, detail]));

test('a location at the level of http, in a file of its own', () => {
  const report = judge({
    'nginx.conf': conf(GOOD, { http: 'include conf.d/*.conf;' }),
    'conf.d/websocket.conf': 'location /live {\n  proxy_pass http://127.0.0.1:8080;\n}\n',
  });
  expect(report.verdict).toBe('problem');
  expect(found(report)).toEqual([
    [
      'NGX-CONFIG-INVALID',
      'conf.d/websocket.conf:1',
      '[emerg] "location" directive is not allowed here: nginx does not start, it belongs in server or location',
    ],
  ]);
});

test('what stands twice comes before what else is wrong', () => {
  const report = judge(one('proxy_pass http://127.0.0.1:8080;', { rest: 'location /ws { return 404; }' }));
  expect(found(report).map(([code, at, detail]) => [code, at, detail])).toEqual([
    ['NGX-CONFIG-INVALID', 'nginx.conf:18', '[emerg] duplicate location "/ws": nginx does not start'],
    ['PROXY-UPGRADE-MISSING', 'nginx.conf:16', 'location /ws sets no Upgrade header'],
  ]);
});

test('a file that is missing where all files are', () => {
  const texts = new Map([['nginx.conf', conf(GOOD, { server: 'include snippets/ssl.conf;' })]]);
  const whole = (isWhole: boolean) => lint(readConfiguration(['nginx.conf'], filesInMemory(texts, isWhole)), { routes: [] });
  expect(found(whole(true))).toEqual([
    [
      'NGX-CONFIG-INVALID',
      'nginx.conf:14',
      '[emerg] open() "snippets/ssl.conf" failed (2: No such file or directory): nginx does not start',
    ],
  ]);
  expect(whole(false).verdict).toBe('healthy');
});

test.each(['NGX-MAP-PLACE', 'NGX-IF-HEADER'])('%s, which knows the cure, says it alone', (code) => {
  expect(judge({ 'nginx.conf': CONFIG_CASES[code]!.broken }).problems.map((each) => each.code)).not.toContain('NGX-CONFIG-INVALID');
});
