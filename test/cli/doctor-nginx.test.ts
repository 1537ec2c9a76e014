import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../lib/cli/main';
import { CONFIG_CASES, HEALTHY_CONF } from '../findings/config-cases';

const folder = mkdtempSync(join(tmpdir(), 'lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const write = (name: string, text: string | Buffer) => {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
  return at(name);
};

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string; raw: string }> {
  let [out, err] = ['', ''];
  const code = await main(['doctor', ...argv], { write: (text) => (out += text) }, { write: (text) => (err += text) });
  return { code, out: out.replaceAll(folder, ''), err: err.replaceAll(folder, ''), raw: out };
}

const broken = CONFIG_CASES['NGX-UPGRADE-MISSING']!.broken;

test('a healthy file ends with 0, one with a problem with 1, one that cannot be judged with 2', async () => {
  expect((await run('--nginx', write('healthy.conf', HEALTHY_CONF))).code).toBe(0);
  expect((await run('--nginx', write('broken.conf', broken))).code).toBe(1);
  expect((await run('--nginx', write('unknown.conf', 'events {} http { server { location / { proxy_pass http://127.0.0.1:1; } } }'))).code).toBe(2);
});

test('the text names route, reason, place, cause and the corrected lines', async () => {
  const { out } = await run('--nginx', write('broken.conf', broken), '--nginx-version', '1.31');
  expect(out.split('\n').slice(0, 20)).toEqual([
    'read /broken.conf; nginx 1.31.0',
    '',
    expect.stringMatching(/^route  location +handed to +judged because of$/),
    '/ws    /broken.conf:15  http://127.0.0.1:8080  "ws" in its name',
    '',
    'NGX-UPGRADE-MISSING: nginx drops the Upgrade header, so no WebSocket opens',
    '  /broken.conf:16 location /ws sets no Upgrade header',
    '        behind line 17 of /broken.conf',
    '        +       proxy_http_version 1.1;',
    '        +       proxy_set_header Upgrade $http_upgrade;',
    '        +       proxy_set_header Connection $connection_upgrade;',
    expect.stringMatching(/^ {2}why {3}Upgrade and Connection are hop-by-hop headers/),
    expect.stringMatching(/^ {2}cure {2}Set `proxy_set_header` Upgrade/),
    '',
    expect.stringMatching(/^advice NGX-HOST-MISSING \/broken.conf:16 /),
    expect.stringMatching(/^advice NGX-IDLE-60 \/broken.conf:16 /),
    '',
    '1 problem in the configuration: --fix prints a patch',
    '',
  ]);
});

test('--json is the report and nothing else', async () => {
  const { out, err } = await run('--nginx', write('broken.conf', broken), '--json');
  const report = JSON.parse(out) as { verdict: string; problems: { code: string; places: { line: number; routes: string[] }[] }[]; patch: string };
  expect(report).toMatchObject({ verdict: 'problem', problems: [{ code: 'NGX-UPGRADE-MISSING', severity: 'problem', places: [{ line: 16, routes: ['/ws'] }] }] });
  expect(report.patch).toContain('+      proxy_set_header Upgrade $http_upgrade;');
  expect(err).toBe('');
});

test('--fix prints the patch alone, and the rest elsewhere', async () => {
  const { out, err, code } = await run('--nginx', write('broken.conf', broken), '--fix');
  expect(out.split('\n').slice(0, 3)).toEqual([expect.stringMatching(/^--- a.*\/broken.conf$/), expect.stringMatching(/^\+\+\+ b.*\/broken.conf$/), '@@ -15,6 +15,9 @@']);
  expect(err).toContain('apply it with patch -p1');
  expect(code).toBe(1);
});

test('SARIF has rules, places and fixes', async () => {
  const { out } = await run('--nginx', write('broken.conf', broken), '--format', 'sarif');
  const sarif = JSON.parse(out) as Record<string, unknown>;
  const fix = { deletedRegion: { startLine: 17, startColumn: 47, endLine: 17, endColumn: 47 }, insertedContent: { text: expect.stringContaining('proxy_set_header Upgrade') as string } };
  expect(sarif).toMatchObject({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cdk-spring-websocket', version: expect.stringMatching(/^\d/) as string, informationUri: expect.stringMatching(/^https:/) as string } },
        invocations: [{ executionSuccessful: true }],
      },
    ],
  });
  const [{ tool, results }] = (sarif as { runs: { tool: { driver: { rules: Record<string, { text?: string; level?: string }>[] } }; results: Record<string, unknown>[] }[] }).runs;
  tool.driver.rules.forEach((rule) => {
    expect(rule).toMatchObject({ id: expect.stringMatching(/^[A-Z]/) as string, helpUri: expect.stringMatching(/^https:/) as string, shortDescription: { text: expect.any(String) as string }, fullDescription: { text: expect.any(String) as string }, help: { text: expect.any(String) as string, markdown: expect.any(String) as string } });
    expect(['error', 'warning', 'note']).toContain(rule.defaultConfiguration!.level);
  });
  results.forEach((result) => {
    expect(tool.driver.rules[result.ruleIndex as number]!.id).toBe(result.ruleId);
    expect(result).toMatchObject({ message: { text: expect.any(String) as string }, locations: [{ physicalLocation: { artifactLocation: { uri: expect.stringMatching(/^file:\/\/\//) as string }, region: { startLine: expect.any(Number) as number } } }] });
  });
  expect(results[0]).toMatchObject({ ruleId: 'NGX-UPGRADE-MISSING', level: 'error', fixes: [{ description: { text: expect.any(String) as string }, artifactChanges: [{ replacements: [fix] }] }] });
});

describe('a folder', () => {
  test('with nginx.conf is read from there; what it names under /etc/nginx is the copy\'s own', async () => {
    write('copy/nginx.conf', 'events {} http { include /etc/nginx/conf.d/*.conf; include mime.types; }');
    write('copy/conf.d/ws.conf', 'server { location /ws { include /etc/nginx/proxy.conf; proxy_pass http://127.0.0.1:8080; } }');
    write('copy/proxy.conf', 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";');
    const { code, out } = await run('--nginx', at('copy'));
    expect(out).toContain('read /copy/nginx.conf and 2 more files');
    expect(code).toBe(0);
  });

  test('of sites is read as parts of one http block', async () => {
    write('sites/a.conf', "map $http_upgrade $conn { default upgrade; '' ''; }");
    write('sites/b.conf', 'server { location /ws { proxy_pass http://127.0.0.1:8080; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $conn; } }');
    expect((await run('--nginx', at('sites'))).code).toBe(0);
  });
});

describe('the patch of what links lead to', () => {
  const site = 'server {\n    listen 80;\n    location /ws {\n        proxy_pass http://127.0.0.1:8080;\n    }\n}\n';
  const layout = (name: string) => {
    write(`${name}/nginx.conf`, 'events {}\nhttp {\n    include sites-enabled/*;\n}\n');
    write(`${name}/sites-available/chat`, site);
    mkdirSync(at(`${name}/sites-enabled`));
    symlinkSync('../sites-available/chat', at(`${name}/sites-enabled/chat`));
  };
  const patch = (input: string, ...options: string[]) => spawnSync('patch', ['-p1', '--fuzz=0', ...options], { input, encoding: 'utf8' });

  test('names the file itself', async () => {
    layout('debian');
    const { raw } = await run('--nginx', at('debian'), '--fix');
    expect(patch(raw, '-d', '/')).toMatchObject({ status: 0 });
    expect((await run('--nginx', at('debian'))).code).toBe(0);
  });

  test('names it once, though two links lead to it', async () => {
    layout('twice');
    symlinkSync('../sites-available/chat', at('twice/sites-enabled/again'));
    const { raw } = await run('--nginx', at('twice'), '--fix');
    expect(raw.match(/^--- .*/gm)).toEqual([`--- a${realpathSync(at('twice/sites-available/chat'))}`]);
    expect(patch(raw, '-d', '/')).toMatchObject({ status: 0 });
  });

  test('is relative where the files were named so', async () => {
    layout('here');
    const before = process.cwd();
    process.chdir(folder);
    try {
      const { raw } = await run('--nginx', 'here', '--fix');
      expect(raw).toContain('--- a/here/sites-available/chat\n');
      process.chdir(at('here/sites-enabled'));
      expect((await run('--nginx', 'chat', '--fix')).raw).toContain(`--- a${realpathSync(at('here/sites-available/chat'))}\n`);
    } finally {
      process.chdir(before);
    }
  });

  test('of a copy changes the copy', async () => {
    write('host/nginx.conf', 'events {}\nhttp {\n    include /etc/nginx/conf.d/ws.conf;\n}\n');
    write('host/conf.d/ws.conf', site);
    const { raw } = await run('--nginx', at('host'), '--fix');
    expect(patch(raw, '-d', '/')).toMatchObject({ status: 0 });
    expect((await run('--nginx', at('host'))).code).toBe(0);
  });

  test('of nginx -T is applied as the hint says', async () => {
    layout('dump');
    const path = at('dump/sites-enabled/chat');
    const { raw, err } = await run('--nginx', write('dump.txt', `# configuration file ${at('dump/nginx.conf')}:\nevents {}\nhttp {\n    include sites-enabled/*;\n}\n\n# configuration file ${path}:\n${site}\n`), '--fix');
    expect(raw).toContain(`--- a${path}\n`);
    expect(err).toContain('patch --follow-symlinks -p1 -d /');
    expect(patch(raw, '--follow-symlinks', '-d', '/')).toMatchObject({ status: 0 });
    expect((await run('--nginx', at('dump'))).code).toBe(0);
  });
});

describe('awkward input is one line, and 2', () => {
  test.each<[string, () => string[], RegExp]>([
    ['nothing there', () => [at('none.conf')], /--nginx is \/none.conf, but there is no such file or folder/],
    ['an empty file', () => [write('empty.conf', ' \n')], /empty.conf is empty/],
    ['no text', () => [write('binary.conf', Buffer.from([1, 0, 2]))], /binary.conf.* is no text/],
    ['a device', () => ['/dev/zero'], /it is no file of text/],
    ['a folder without configuration', () => (mkdirSync(at('bare'), { recursive: true }), [at('bare')]), /neither an nginx.conf nor files/],
    ['a link to itself', () => (symlinkSync(at('loop.conf'), at('loop.conf')), [at('loop.conf')]), /loop.conf is a link that leads back to itself|no such file/],
    ['what nginx -VT prints of a configuration that it refuses', () => [write('refused.txt', 'nginx version: nginx/1.24.0\nnginx: [warn] x\nnginx: [emerg] unknown "connection_upgrade" variable\nnginx: configuration file /opt/nginx.conf test failed\n')], /refuses the configuration.*: unknown "connection_upgrade" variable, as with NGX-MAP-MISSING \(a variable .*\); give the files instead, doctor --nginx \/opt\/nginx.conf$/m],
    ['the same for a reason that no finding has', () => [write('refused.txt', '2024/01/02 10:00:00 [emerg] 12#12: invalid parameter "x" in /etc/nginx/a.conf:3\r\n')], /: invalid parameter "x" in \/etc\/nginx\/a.conf:3; give the files instead, doctor --nginx \/etc\/nginx\/nginx.conf$/m],
    ['an odd route', () => [write('healthy.conf', HEALTHY_CONF), '--route', 'ws'], /--route is ws: write a path such as \/ws/],
    ['an odd version', () => [write('healthy.conf', HEALTHY_CONF), '--nginx-version', 'new'], /--nginx-version is new: write what nginx -v says/],
    ['an odd number', () => [write('healthy.conf', HEALTHY_CONF), '--heartbeat', '1.5'], /--heartbeat is 1.5: write a whole number/],
    ['an odd format', () => [write('healthy.conf', HEALTHY_CONF), '--format', 'xml'], /--format is xml: write text, json or sarif/],
    ['two formats', () => [write('healthy.conf', HEALTHY_CONF), '--fix', '--json'], /--fix and --json exclude each other/],
  ])('%s', async (_, argv, message) => {
    const { code, out, err } = await run('--nginx', ...argv());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('what nginx cannot read is a problem with its line', () => {
  test.each<[string, string, RegExp]>([
    ['an open block', 'events {}\nhttp {\n', /NGX-CONFIG-INVALID.*\n {2}\/odd.conf:3 unexpected end of file, expecting "}"/],
    ['a circle of includes', 'events {}\nhttp { include circle.conf; }', /\/circle.conf:1 "include" goes in a circle: .*circle.conf -> .*circle.conf/],
    ['a deep nest', `http { ${'a { '.repeat(50_000)}${'}'.repeat(50_000)} }`, /blocks are nested more than 100 deep/],
    ['Lua without an end', 'http { server { location / { content_by_lua_block { if x then end -- } } } }', /\/odd.conf:1 unexpected end of file, expecting terminating characters for lua code block/],
  ])('%s', async (_, text, message) => {
    write('circle.conf', 'include circle.conf;');
    const { code, out } = await run('--nginx', write('odd.conf', text));
    expect(out).toMatch(message);
    expect(code).toBe(1);
  });

  test('includes that multiply are bounded', async () => {
    for (let i = 0; i < 30; i++) write(`bomb/${i}.conf`, `include ${i + 1}.conf; include ${i + 1}.conf;`);
    write('bomb/30.conf', '# end');
    const { code, out } = await run('--nginx', write('bomb/nginx.conf', 'events {} include 0.conf;'));
    expect(out).toMatch(/includes make more than 500000 directives/);
    expect(code).toBe(1);
  });
});
