import { CONFIG_CASES } from '../findings/cases';
import { HEALTHY_CONF } from '../findings/configuration';
import { at, run, write } from './nginx-files';

const broken = CONFIG_CASES['PROXY-UPGRADE-MISSING']!.broken;

test('a healthy file ends with 0, one with a problem with 1, one that cannot be judged with 2', async () => {
  expect((await run('--nginx', write('healthy.conf', HEALTHY_CONF))).code).toBe(0);
  expect((await run('--nginx', write('broken.conf', broken))).code).toBe(1);
  expect(
    (await run('--nginx', write('unknown.conf', 'events {} http { server { location / { proxy_pass http://127.0.0.1:1; } } }'))).code,
  ).toBe(2);
});

test('the text names route, reason, place, cause and the corrected lines', async () => {
  const { out } = await run('--nginx', write('broken.conf', broken), '--nginx-version', '1.31');
  expect(out.split('\n')).toEqual([
    'read /broken.conf; nginx 1.31.0',
    '',
    '/ws  /broken.conf:15, handed to http://127.0.0.1:8080; judged because of "ws" in its name',
    '',
    'PROXY-UPGRADE-MISSING at nginx (/ws): nginx drops the Upgrade header, so no WebSocket opens',
    '  /broken.conf:16 location /ws sets no Upgrade header',
    '        after line 17 of /broken.conf',
    '        +       proxy_http_version 1.1;',
    '        +       proxy_set_header Upgrade $http_upgrade;',
    '        +       proxy_set_header Connection $connection_upgrade;',
    expect.stringMatching(/^ {2}why {3}Upgrade and Connection are hop-by-hop headers/),
    expect.stringMatching(/^ {2}cure {2}Set `proxy_set_header` Upgrade/),
    '  see   https://nginx.org/en/docs/http/websocket.html',
    '        https://github.com/websockets/ws/issues/780',
    '',
    expect.stringMatching(/^note PROXY-HOST-MISSING at nginx \(\/broken.conf:16\): the application gets "Host: 127.0.0.1:8080" instead/),
    expect.stringMatching(/^ {5}\S/),
    expect.stringMatching(/^note PROXY-IDLE-60 at nginx \(\/broken.conf:16\): a socket that is silent for 60 s is closed/),
    expect.stringMatching(/^ {5}\S/),
    '',
    '1 problem in the configuration: --fix prints a patch',
    '',
  ]);
});

test('--json is the report and nothing else', async () => {
  const { out, err } = await run('--nginx', write('broken.conf', broken), '--json');
  const report = JSON.parse(out) as {
    verdict: string;
    problems: { code: string; places: { line: number; routes: string[] }[] }[];
    patch: string;
  };
  expect(report).toMatchObject({
    verdict: 'problem',
    problems: [{ code: 'PROXY-UPGRADE-MISSING', severity: 'problem', places: [{ line: 16, routes: ['/ws'] }] }],
  });
  expect(report.patch).toContain('+      proxy_set_header Upgrade $http_upgrade;');
  expect(err).toBe('');
});

test('--fix prints the patch alone, and the rest elsewhere', async () => {
  const { out, err, code } = await run('--nginx', write('broken.conf', broken), '--fix');
  expect(out.split('\n').slice(0, 3)).toEqual([
    expect.stringMatching(/^--- a.*\/broken.conf$/),
    expect.stringMatching(/^\+\+\+ b.*\/broken.conf$/),
    '@@ -15,6 +15,10 @@',
  ]);
  expect(err).toMatch(/apply it, then run nginx -t\n {2}patch -p1\n/);
  expect(code).toBe(1);
});

test('SARIF has rules, places and fixes', async () => {
  const { out } = await run('--nginx', write('broken.conf', broken), '--format', 'sarif');
  const sarif = JSON.parse(out) as Record<string, unknown>;
  const fix = {
    deletedRegion: { startLine: 17, startColumn: 47, endLine: 17, endColumn: 47 },
    insertedContent: { text: expect.stringContaining('proxy_set_header Upgrade') as string },
  };
  expect(sarif).toMatchObject({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cdk-spring-websocket',
            version: expect.stringMatching(/^\d/) as string,
            informationUri: expect.stringMatching(/^https:/) as string,
          },
        },
        invocations: [{ executionSuccessful: true }],
      },
    ],
  });
  const [{ tool, results }] = (
    sarif as {
      runs: { tool: { driver: { rules: Record<string, { text?: string; level?: string }>[] } }; results: Record<string, unknown>[] }[];
    }
  ).runs;
  tool.driver.rules.forEach((rule) => {
    expect(rule).toMatchObject({
      id: expect.stringMatching(/^[A-Z]/) as string,
      helpUri: expect.stringMatching(/^https:/) as string,
      shortDescription: { text: expect.any(String) as string },
      fullDescription: { text: expect.any(String) as string },
      help: { text: expect.any(String) as string, markdown: expect.any(String) as string },
    });
    expect(['error', 'warning', 'note']).toContain(rule.defaultConfiguration!.level);
  });
  results.forEach((result) => {
    expect(tool.driver.rules[result.ruleIndex as number]!.id).toBe(result.ruleId);
    expect(result).toMatchObject({
      message: { text: expect.any(String) as string },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: expect.stringMatching(/^file:\/\/\//) as string },
            region: { startLine: expect.any(Number) as number },
          },
        },
      ],
    });
  });
  expect(results[0]).toMatchObject({
    ruleId: 'PROXY-UPGRADE-MISSING',
    level: 'error',
    fixes: [{ description: { text: expect.any(String) as string }, artifactChanges: [{ replacements: [fix] }] }],
  });
});

describe('a folder', () => {
  test("with nginx.conf is read from there; what it names under /etc/nginx is the copy's own", async () => {
    write('copy/nginx.conf', 'events {} http { include /etc/nginx/conf.d/*.conf; include mime.types; }');
    write('copy/conf.d/ws.conf', 'server { location /ws { include /etc/nginx/proxy.conf; proxy_pass http://127.0.0.1:8080; } }');
    write('copy/proxy.conf', 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";');
    const { code, out } = await run('--nginx', at('copy'));
    expect(out).toContain('read /copy/nginx.conf and 2 more files');
    expect(code).toBe(0);
  });

  test('of sites is read as parts of one http block', async () => {
    write('sites/a.conf', "map $http_upgrade $conn { default upgrade; '' ''; }");
    write(
      'sites/b.conf',
      'server { location /ws { proxy_pass http://127.0.0.1:8080; ' +
        'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $conn; } }',
    );
    expect((await run('--nginx', at('sites'))).code).toBe(0);
  });
});
