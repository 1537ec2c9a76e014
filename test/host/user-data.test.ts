import { spawnSync } from 'child_process';
import { Duration } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { gunzipSync, unzipSync } from 'fflate';
import { readFileSync } from 'fs';
import { join } from 'path';
import { AppSecret, type NginxExtension, Route, type SpringAppOptions, WebSocketHost, WebSocketIngress } from '../../lib';
import { siteFiles } from '../../lib/nginx/site';
import { site } from '../goldens/sites';
import { chat, routes, synthesized } from '../ingress/synthesized';
import { userData } from '../ingress/user-data';
import { readUnit } from '../spring/unit-reader';

function host(options: SpringAppOptions = {}, nginx: NginxExtension = {}, ...commands: string[]) {
  return synthesized((stack) => {
    const made = new WebSocketHost(stack, 'Host', { app: chat(options), routes, nginx });
    made.addUserData(...commands);
    new WebSocketIngress(stack, 'Ingress', { host: made });
  }).template;
}

/** Text that means something to a shell, YAML, JSON, systemd, nginx, CloudFormation or a mail reader. */
const AWKWARD = [
  '$HOME ${HOME} $(id) `id` $http_upgrade',
  'back\\slash \\n \\u0041 \\',
  '"double" \'single\' %s %% %h',
  'EOF\nEOT\n--+AWS+CDK+User+Data+Separator==x\nFrom me\n.\n',
  '\n\n  leading and trailing  \n\n',
  ': - ? [a] {b} & * ! | > # @ ` , yes no ~ null 0x1 1e3',
  '#cloud-config\n---\n...\n%YAML 1.2\n\ttab',
  '{"a":"b"} ${AWS::Region} {{resolve:ssm:x}}',
  '',
];
const UNUSUAL = [
  'café',
  '日本語 🎉',
  'line\u2028separator\u0085next',
  'del\x7f and c1 \x9b',
  'bell \x07 escape \x1b',
  '\ufeffmark',
  'half \ud83c',
];

describe('the document', () => {
  const made = userData(host());

  test("masks the distribution's nginx first, then fetches the agent, which starts everything", () => {
    expect(made.bootCommands).toEqual([['systemctl', 'mask', 'nginx.service']]);
    expect(made.packages).toEqual(['nginx', 'logrotate', 'java-17-amazon-corretto-headless']);
    expect(made.commands).toEqual([
      ['sysctl', '--system'],
      ['python3', '/usr/local/lib/websocket-host/bootstrap.pyz'],
    ]);
    expect(made.script).toBeUndefined();
  });

  test('holds these files and no other', () => {
    expect(Object.keys(made.files)).toEqual([
      '/etc/websocket-host/deployment.json',
      '/etc/websocket-host/nginx.conf',
      '/etc/websocket-host/proxy.conf',
      '/etc/websocket-host/stream.conf',
      '/etc/systemd/system/websocket-nginx.service',
      '/etc/systemd/system/spring-boot.service',
      '/etc/sysctl.d/60-websocket-host.conf',
      '/usr/local/lib/websocket-host/bootstrap.pyz',
    ]);
  });

  test("holds nginx's files byte for byte, and only deployment.json has what AWS fills in", () => {
    const { nginxConf, proxyConf, streamConf } = siteFiles(site());
    expect([
      made.files['/etc/websocket-host/nginx.conf'],
      made.files['/etc/websocket-host/proxy.conf'],
      made.files['/etc/websocket-host/stream.conf'],
    ]).toEqual([nginxConf, proxyConf, streamConf]);
    const filled = Object.entries(made.files).filter(([, content]) => /<[A-Z][A-Za-z0-9.:]+>|\$\{AWS::|\$\{Token\[/.test(content));
    expect(filled.map(([path]) => path)).toEqual(['/etc/websocket-host/deployment.json']);
  });

  test('packs the program that fetches the agent', () => {
    expect(made.encodings).toMatchObject({ '/usr/local/lib/websocket-host/bootstrap.pyz': 'gz+b64' });
    const zip = gunzipSync(Buffer.from(made.files['/usr/local/lib/websocket-host/bootstrap.pyz']!, 'base64'));
    const lib = join(__dirname, '..', '..', 'lib', 'host');
    const text = Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]);
    expect(Object.fromEntries(text)).toEqual({
      '__main__.py': readFileSync(join(lib, 'bootstrap', 'bootstrap.py'), 'utf8'),
      'sigv4.py': readFileSync(join(lib, 'agent', 'sigv4.py'), 'utf8'),
    });
  });

  test('leaves room in the 16 KB', () => {
    expect(Buffer.byteLength(made.text)).toBeLessThan(12_600);
  });
});

test.each([
  [[Route.stomp('/ws', { idleTimeout: Duration.minutes(10) }), Route.sockJs('/sockjs', { idleTimeout: Duration.minutes(2) })], '600s'],
  [[Route.stomp('/ws', { idleTimeout: Duration.minutes(10) }), Route.sse('/events')], '3600s'],
])('Jetty is as patient as the most patient route', (patient, seconds) => {
  const { template } = synthesized((stack) => {
    new WebSocketIngress(stack, 'Ingress', { host: new WebSocketHost(stack, 'Host', { app: chat(), routes: patient }) });
  });
  const unit = readUnit(userData(template).files['/etc/systemd/system/spring-boot.service']!);
  expect(unit.environment().SERVER_JETTY_CONNECTIONIDLETIMEOUT).toBe(seconds);
});

test('an application of ordinary size fits: twelve variables, eight secrets, three routes, a rate limit', () => {
  const names = (count: number, kind: string) => Array.from({ length: count }, (_, i) => `${kind}_OF_TYPICAL_LENGTH_${i}`);
  const { template } = synthesized((stack) => {
    const secret = Secret.fromSecretCompleteArn(
      stack,
      'Secret',
      'arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:ChatDbSecret1A2B3C4D-abcdefghijkl-AbCdEf',
    );
    const made = new WebSocketHost(stack, 'Host', {
      app: chat({
        environment: Object.fromEntries(names(12, 'VARIABLE').map((name) => [name, 'a value of forty characters, as most are'])),
        secrets: Object.fromEntries(names(8, 'SECRET').map((name) => [name, AppSecret.fromSecretsManager(secret, name.toLowerCase())])),
      }),
      routes: [...routes, Route.stomp('/ws'), Route.sse('/api/notifications')],
      nginx: { http: 'limit_req_zone $binary_remote_addr zone=sockets:10m rate=5r/s;', server: 'location /actuator { return 404; }' },
    });
    new WebSocketIngress(stack, 'Ingress', { host: made });
  });
  expect(Object.keys(userData(template).deployment.secrets)).toHaveLength(8);
});

describe('awkward text', () => {
  const values = Object.fromEntries([...AWKWARD, ...UNUSUAL].map((text, i) => [`V${i}`, text]));
  const properties = Object.fromEntries(AWKWARD.map((text, i) => [`p${i}${text.slice(0, 9)}`, text.slice(0, 20)]));
  const commands = AWKWARD.map((text) => `printf %s '${text.replace(/'/g, "'\\''")}'`);
  const snippet = { http: 'map $uri $x { default "caf\u00e9 \\"$\\" %s"; "~^/a\\.b$" \'q\'; }' };
  const made = userData(host({ environment: values, jvmOptions: ['-Dname=a "b" $c %d \\e'] }));
  const other = userData(host({ properties }, snippet, ...commands));

  test('reaches the host as environment and properties', () => {
    expect(made.deployment.environment).toEqual(values);
    expect(other.deployment.properties).toEqual(properties);
    expect([made.deployment.userData, other.deployment.userData]).toEqual([false, true]);
  });

  test('reaches the host as commands, which really print it', () => {
    const body = other.script!.split('\n').slice(0, -2).join('\n');
    expect(spawnSync('bash', ['-c', body], { encoding: 'utf8' }).stdout).toBe(AWKWARD.join(''));
  });

  test('reaches the JVM', () => {
    expect(readUnit(made.files['/etc/systemd/system/spring-boot.service']!).command()).toContain('-Dname=a "b" $c %d \\e');
  });

  test('travels as printable ASCII: cloud-init reads the parts as mail and loses a document with anything else', () => {
    const odd = `${made.text}${other.text}`
      .split('\n')
      .filter((line) => /[^\t\x20-\x7e]/.test(line))
      .map((line) => JSON.stringify(line.slice(0, 60)));
    expect(odd).toEqual([]);
  });
});

test('commands that are not ASCII travel as printable ASCII too, and arrive as they are', () => {
  const { text, script } = userData(host({}, {}, 'echo café 日本 \x7f'));
  expect(text).toMatch(/^[\t\n\x20-\x7e]*$/);
  expect(script).toContain('\necho café 日本 \x7f\n');
});

describe("the consumer's commands", () => {
  const { script } = userData(host({}, {}, 'first', 'second | third'));

  test('are a script that ends at the first failure and leaves a mark at its end', () => {
    expect(script).toBe('#!/bin/bash\nset -e\nfirst\nsecond | third\ninstall -D /dev/null /run/websocket-host/user-data-done\n');
  });

  test('keep the mark away when an earlier one fails', () => {
    const run = (commands: string) =>
      spawnSync('bash', ['-c', script!.replace('first\nsecond | third', commands).replace(/install .*/, 'echo marked')], {
        encoding: 'utf8',
      }).stdout;
    expect(run('true')).toBe('marked\n');
    expect(run('false')).toBe('');
    expect(run('true # comment')).toBe('marked\n');
  });
});

describe('fails', () => {
  test('above 16 KB, naming what took the room', () => {
    expect(() => host({}, {}, `echo ${'y'.repeat(6000)}`)).toThrow(
      /user data has \d{5} bytes, but EC2 takes 16384: commands of addUserData 6005, nginx\.conf \d{4}, .*shorten the nginx snippets or the commands of addUserData/,
    );
  });

  test.each([
    ['http', { http: 'map $a $b {' }, 'nginx.http, line 1, "map $a $b {": unexpected end of file, expecting "}"'],
    ['server', { server: 'listen 80;\n}' }, 'nginx.server, line 2, "}": unexpected "}"'],
    ['route', {}, 'nginx of route /x, line 1, "};": unexpected "}"'],
  ])('with nginx text of the %s that breaks out of its block', (_, nginx, message) => {
    const build = () => (_ === 'route' ? Route.stomp('/x', { nginx: '};' }) : host({}, nginx));
    expect(build).toThrow(message);
  });

  test('without an ingress', () => {
    expect(() => synthesized((stack) => new WebSocketHost(stack, 'Host', { app: chat(), routes }))).toThrow(
      'host Chat/Host has no WebSocketIngress: add one, or nobody reaches it',
    );
  });
});
