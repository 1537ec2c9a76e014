import { mkdirSync, symlinkSync } from 'node:fs';
import { HEALTHY_CONF } from '../findings/configuration';
import { at, run, write } from './nginx-files';

describe('awkward input is one line, and 2', () => {
  test.each<[string, () => string[], RegExp]>([
    ['nothing there', () => [at('none.conf')], /--nginx is \/none.conf, but there is no such file or folder/],
    ['an empty file', () => [write('empty.conf', ' \n')], /empty.conf is empty/],
    ['no text', () => [write('binary.conf', Buffer.from([1, 0, 2]))], /binary.conf.* is no text/],
    ['a device', () => ['/dev/zero'], /it is no file of text/],
    ['a folder without configuration', () => (mkdirSync(at('bare'), { recursive: true }), [at('bare')]), /neither an nginx.conf nor files/],
    [
      'a link to itself',
      () => (symlinkSync(at('loop.conf'), at('loop.conf')), [at('loop.conf')]),
      /loop.conf is a link that leads back to itself|no such file/,
    ],
    [
      'what nginx -VT prints of a configuration that it refuses',
      () => [
        write(
          'refused.txt',
          'nginx version: nginx/1.24.0\nnginx: [warn] x\nnginx: [emerg] unknown "connection_upgrade" variable\n' +
            'nginx: configuration file /opt/nginx.conf test failed\n',
        ),
      ],
      /refuses the configuration.*: unknown "connection_upgrade" variable, as with NGX-MAP-MISSING \(a variable .*\); give the files instead, doctor --nginx \/opt\/nginx.conf$/m,
    ],
    [
      'the same for a reason that no finding has',
      () => [write('refused.txt', '2024/01/02 10:00:00 [emerg] 12#12: invalid parameter "x" in /etc/nginx/a.conf:3\r\n')],
      /: invalid parameter "x" in \/etc\/nginx\/a.conf:3; give the files instead, doctor --nginx \/etc\/nginx\/nginx.conf$/m,
    ],
    ['an odd route', () => [write('healthy.conf', HEALTHY_CONF), '--route', 'ws'], /--route is ws: write a path such as \/ws/],
    [
      'an odd version',
      () => [write('healthy.conf', HEALTHY_CONF), '--nginx-version', 'new'],
      /--nginx-version is new: write what nginx -v says/,
    ],
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
    [
      'a circle of includes',
      'events {}\nhttp { include circle.conf; }',
      /\/circle.conf:1 "include" goes in a circle: .*circle.conf -> .*circle.conf/,
    ],
    ['a deep nest', `http { ${'a { '.repeat(50_000)}${'}'.repeat(50_000)} }`, /blocks are nested more than 100 deep/],
    [
      'Lua without an end',
      'http { server { location / { content_by_lua_block { if x then end -- } } } }',
      /\/odd.conf:1 unexpected end of file, expecting terminating characters for lua code block/,
    ],
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
