import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { findAsset, readAssembly } from '../../lib/rehearsal/cloud-assembly';
import { forRehearsal } from '../../lib/rehearsal/deployment';
import { applicationEnvironment, readEnvironmentFile } from '../../lib/rehearsal/environment';
import { findHost } from '../../lib/rehearsal/host-in-template';
import { ingressOf } from '../../lib/rehearsal/ingress-in-template';
import { asText, isKnownOnlyOnAws, referredResource } from '../../lib/rehearsal/intrinsics';
import { javaCommand, layDown, nginxCommand, unitOf } from '../../lib/rehearsal/layout';
import { cloudAssembly, NGINX_CONF, temporaryFolder } from './fixture';

const hostOf = (options: Parameters<typeof cloudAssembly>[0] = {}) => findHost(readAssembly(cloudAssembly(options)));

test.each([
  'map $http_upgrade $x { default ""; }\n',
  'it\'s "quoted" \\ and \\n\n',
  'EOF\nEOF\n#cloud-config\n',
  '100 %s %% %n\n',
  '- a: b\n? [x]\n{y}: &z *w !tag | > @ `\n',
  '\tindented\n  deeper\n\n\n',
  'no newline at its end',
  'ümläut ✓\n',
  '--+AWS+CDK+User+Data+Separator\n',
  ' leading blank\n',
  '\n\nleading lines\n',
  'trailing blanks   \nx\n',
])('awkward text comes out as it went in: %j', (content) => {
  const files = [
    { path: '/etc/awkward', content },
    { path: '/etc/packed', content: gzipSync(content).toString('base64'), encoding: 'gz+b64', permissions: '0640' },
  ];
  const found = hostOf({ files }).files;
  expect(found.find(({ path }) => path === 'etc/awkward')?.content.toString()).toBe(content);
  expect(found.find(({ path }) => path === 'etc/packed')).toMatchObject({ content: Buffer.from(content), mode: 0o640 });
});

test('any text comes out as it went in', () => {
  fc.assert(
    fc.property(
      // yaml loses the blanks of a block that has nothing else; the host packs what begins with white space.
      fc
        .string({ unit: fc.constantFrom('$', '"', "'", '\\', '%', '\n', ' ', ':', '-', '#', '{', '}', 'a', '|', '\t') })
        .filter((content) => content === '' || content.trim() !== ''),
      (content) => {
        expect(
          hostOf({ files: [{ path: '/x', content }] })
            .files.find(({ path }) => path === 'x')
            ?.content.toString(),
        ).toBe(content);
      },
    ),
    { numRuns: 40 },
  );
});

test('what only AWS knows is readable, and the JSON stays JSON', () => {
  const { deployment, files } = hostOf({ deployment: { environment: { DB: 'jdbc:postgresql://TOKEN-DB/chat', MODE: 'x' } } });
  expect(deployment).toMatchObject({
    environment: { DB: 'jdbc:postgresql://<Db.Endpoint.Address>/chat', MODE: 'x' },
    targetGroup: '<Ref Group>',
  });
  expect(files.find(({ path }) => path.endsWith('nginx.conf'))?.content.toString()).toBe(NGINX_CONF);
});

test.each([
  [{ file: { key: 'gone.json' } }, /^the application's settings \(gone\.json\) are not among the assets in .*: synthesize again$/],
  [
    { parameters: { names: ['/x/1'] } },
    /^the application's settings \(parameter \/x\/1\) are not in the template of App: synthesize again$/,
  ],
])('fails without the settings that user data has no room for: %j', (settings, message) => {
  expect(() => hostOf({ deployment: { settings } })).toThrow(message);
});

test.each([
  [{ Ref: 'Db' }, '<Ref Db>', true],
  [{ 'Fn::Sub': 'a ${Db} ${Db.Port} ${!X} ${v}' }, 'a <Ref Db> <Db.Port> ${X} <Ref v>', true],
  [{ 'Fn::Sub': ['${v}', { v: { Ref: 'A' } }] }, '<Ref A>', true],
  [{ 'Fn::ImportValue': 'out"put' }, '<Import output>', true],
  [{ 'Fn::Select': [0, { Ref: 'List' }] }, '<Fn Select [0,{Ref:List}]>', true],
  ['plain <b>text</b> $x', 'plain <b>text</b> $x', false],
  [{ Ref: 'AWS::Region' }, '<AWS::Region>', true],
])('%j reads %s', (value, text, onAws) => {
  expect(asText(value)).toBe(text);
  expect(isKnownOnlyOnAws(text)).toBe(onAws);
});

test('the load balancer is read from listener, target group and attributes', () => {
  const templates = readAssembly(cloudAssembly());
  expect(ingressOf(templates, findHost(templates))).toEqual({
    tls: true,
    conditions: { paths: [], hosts: [] },
    redirect: { status: 301 },
    idleSeconds: 600,
    dropInvalidHeaders: true,
    http2: true,
    stickiness: { enabled: true, seconds: 3600 },
    health: { path: '/health', matcher: '200' },
    record: 'Record',
    assumptions: [],
  });
  expect(referredResource('<Ref Group>')).toBe('Group');
});

test('a rule on a listener that the template does not have: defaults are taken, and said', () => {
  const directory = cloudAssembly({
    resources: {
      Listener: {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        Properties: {
          ListenerArn: 'arn:aws:x',
          Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }],
          Conditions: [
            { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*', '/ws*'] } },
            { Field: 'host-header', HostHeaderConfig: { Values: ['api.example.com'] } },
          ],
        },
      },
      Redirect: { Type: 'AWS::SNS::Topic' },
      Balancer: { Type: 'AWS::SNS::Topic' },
    },
  });
  const templates = readAssembly(directory);
  expect(ingressOf(templates, findHost(templates))).toMatchObject({
    tls: true,
    conditions: { paths: ['/api/*', '/ws*'], hosts: ['api.example.com'] },
    redirect: undefined,
    idleSeconds: 60,
    assumptions: [
      'the listener is not in the template: HTTPS on 443 is taken',
      'the load balancer is not in the template: its default idle timeout of 60 s is taken',
    ],
  });
});

test('the units run as they are, with a folder for the prefix and the real jar', () => {
  const host = hostOf();
  expect(nginxCommand(unitOf(host, 'websocket-nginx.service'), '/tmp/x').slice(1)).toEqual([
    '-e',
    'stderr',
    '-p',
    '/tmp/x/',
    '-c',
    'etc/websocket-host/nginx.conf',
  ]);
  expect(javaCommand(unitOf(host, 'spring-boot.service'), ['-jar', '/y/chat.jar']).slice(1)).toEqual([
    '-XX:TieredStopAtLevel=1',
    '-Xmx64m',
    '-jar',
    '/y/chat.jar',
  ]);
  expect(unitOf(host, 'spring-boot.service')?.environment).toEqual({
    SERVER_PORT: '8080',
    GREETING: '100% "quoted" and \\ too',
    OTHER: 'x',
  });
});

test.each([
  ['-XX:TieredStopAtLevel=4', true],
  ['-XX:-TieredCompilation', true],
  ['-XX:CICompilerCount=1', true],
  ['-XX:CompileThreshold=100', true],
  ['-XX:ReservedCodeCacheSize=64m', true],
  ['-XX:+SegmentedCodeCache', true],
  ['-XX:+UseJVMCICompiler', true],
  ['-Xint', true],
  ['-server', true],
  ['-Xmx64m', false],
  ['-XX:+UseZGC', false],
  ['-XX:+ExitOnOutOfMemoryError', false],
  ['-Dserver.port=1', false],
])('the JVM starts quickly, unless its unit sets up the compilers itself: %s', (option, own) => {
  const command = javaCommand({ command: ['java', option, '$JAVA_LAUNCH'], environment: {} }, ['-jar', '/y.jar']).slice(1);
  expect(command).toEqual([...(own ? [] : ['-XX:TieredStopAtLevel=1']), option, '-jar', '/y.jar']);
});

test('in a rehearsal nobody is signalled and no log is shipped', () => {
  const facts = JSON.parse(
    forRehearsal(
      JSON.stringify({
        stack: 's',
        resource: 'r',
        targetGroup: 't',
        logGroup: 'l',
        userData: true,
        host: '<X.Y>',
        app: { port: 1 },
        routes: [
          { path: '/a', handshake: { query: 't' } },
          { path: '/b', handshake: { header: 'A' } },
        ],
      }),
      { name: 'localhost', logins: { '/a': 'secret' }, outside: false },
    ),
  ) as unknown;
  expect(facts).toEqual({
    host: 'localhost',
    app: { port: 8080, address: '127.0.0.1', remote: false },
    routes: [{ path: '/a', handshake: { query: 't' } }, { path: '/b' }],
  });
});

test('fails: settings that only AWS knows, all named at once', () => {
  const { deployment } = hostOf({
    deployment: {
      environment: { DB: 'x<Db.Address>' },
      secrets: { PASSWORD: { service: 'ssm', id: '/p' } },
      properties: { 'spring.data.redis-host': '<Ref Redis>' },
    },
  });
  expect(() => applicationEnvironment({}, deployment, {})).toThrow(
    'DB is known only on AWS, PASSWORD is a secret, ' +
      'SPRING_DATA_REDISHOST (property spring.data.redis-host) is known only on AWS: give them with --environment-file',
  );
  const environment = applicationEnvironment({ A: 'unit' }, deployment, { DB: 'x', PASSWORD: 'y', SPRING_DATA_REDISHOST: 'z' });
  expect(environment).toMatchObject({ A: 'unit', DB: 'x', PASSWORD: 'y', SPRING_DATA_REDISHOST: 'z' });
  expect(environment.SPRING_APPLICATION_JSON).toBeUndefined();
});

test('fails: nothing synthesized, no host, no asset', () => {
  expect(() => readAssembly('/nowhere')).toThrow('no cloud assembly in /nowhere: run npx cdk synth first, or name its folder with --app');
  const directory = cloudAssembly({ resources: { Host: { Type: 'AWS::SNS::Topic' } } });
  expect(() => findHost(readAssembly(directory))).toThrow(/no host of this library in the synthesized stacks \(App\)/);
  expect(findAsset(directory, 'app.jar')).toBe(`${directory}/asset.jar`);
  expect(findAsset(directory, 'other.jar')).toBeUndefined();
});

test('an environment file: comments, quotes, export', () => {
  const file = `${temporaryFolder('env-')}/.env`;
  writeFileSync(file, '# a comment\nexport A=1 # one\nB="two # 2\\nlines"\nC=\'$x "y"\'\n\nD=a=b\n');
  expect(readEnvironmentFile(file)).toEqual({ A: '1', B: 'two # 2\nlines', C: '$x "y"', D: 'a=b' });
  writeFileSync(file, 'A=1\nsecret without a name\n');
  expect(() => readEnvironmentFile(file)).toThrow(`line 2 of ${file} is not NAME=value: write one variable a line`);
  expect(() => readEnvironmentFile('/nowhere')).toThrow(
    '--environment-file is /nowhere, which does not exist: write NAME=value lines into it',
  );
});

test('fails when the agent is not among the assets: the gate would not be asked, and nobody would notice', () => {
  const host = hostOf({ deployment: { agent: { bucket: 'assets', key: 'gone.zip' } } });
  expect(() => layDown(host, temporaryFolder('host'), { name: 'localhost', logins: {}, outside: false })).toThrow(
    `the host's agent (gone.zip) is not among the assets in ${host.template.directory}, so its gate could not be asked: synthesize again`,
  );
});
