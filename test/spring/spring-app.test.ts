import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AppSecret } from '../../lib/spring/app-secret';
import { Handshake } from '../../lib/spring/handshake';
import type { SpringAppOptions } from '../../lib';
import { SpringApp } from '../../lib/spring/spring-app';
import { folderWith } from '../boot-jar';

const stack = new Stack(new App(), 'Stack');
const secret = AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Secret', 'x'));
const bucket = Bucket.fromBucketName(stack, 'Bucket', 'releases');
const folder = folderWith({ 'chat.jar': {} });
const token = Lazy.string({ produce: () => 'x' });
const app = (options: SpringAppOptions) => () => SpringApp.fromJar(folder, options);

test('everything at once is taken', () => {
  expect(
    app({
      environment: { SPRING_DATASOURCE_URL: `jdbc:postgresql://${token}/chat`, _x9: '', toString: 'a name like any other' },
      properties: { 'spring.jpa.open-in-view': 'false', 'logging.level[org.example]': 'debug' },
      secrets: { DB_PASSWORD: secret, constructor: secret },
      jvmOptions: ['-Xmx512m', '-Dname=a b $x %y "z"', '--add-opens=java.base/java.lang=ALL-UNNAMED'],
      javaVersion: 21,
      startTimeout: Duration.minutes(45),
      healthPath: '/actuator/health/liveness?x=1',
      managementPort: 9090,
    }),
  ).not.toThrow();
});

const name = 'which is no name of a variable: write letters, digits and _ only, not beginning with a digit';

test.each<[string, SpringAppOptions, string]>([
  ['a name with a dash', { environment: { 'A-B': 'x' } }, `environment has 'A-B', ${name}`],
  ['a name with a line break', { environment: { 'A\nB': 'x' } }, `environment has 'A\nB', ${name}`],
  ['an empty name', { environment: { '': 'x' } }, `environment has '', ${name}`],
  ["a secret's name with a dot", { secrets: { 'a.b': secret } }, `secrets has 'a.b', ${name}`],
  [
    'a name given twice',
    { environment: { A: 'x' }, secrets: { A: secret } },
    "'A' stands in environment and in secrets: keep it in secrets only",
  ],
  [
    'a port',
    { environment: { SERVER_PORT: '80' } },
    "'SERVER_PORT' is set by the host: leave it out, nginx expects the application on port 8080",
  ],
  [
    'a port as a property',
    { properties: { 'server.port': '80' } },
    "'server.port' is set by the host: leave it out, nginx expects the application on port 8080",
  ],
  [
    'an address',
    { properties: { 'server.address': '::' } },
    "'server.address' is set by the host: leave it out, the application listens on the loopback address only",
  ],
  [
    'a management port',
    { environment: { MANAGEMENT_SERVER_PORT: '9' } },
    "'MANAGEMENT_SERVER_PORT' is set by the host: leave it out, use managementPort",
  ],
  [
    'properties twice',
    { environment: { SPRING_APPLICATION_JSON: '{}' }, properties: { a: 'b' } },
    "'SPRING_APPLICATION_JSON' is how properties reach the application: put its content into properties",
  ],
  ['NUL in a value', { environment: { A: 'a\0b' } }, 'environment A holds a NUL character, which no environment can: leave it out'],
  [
    'no JVM option',
    { jvmOptions: ['Xmx1g'] },
    "jvmOptions has 'Xmx1g': write options of the virtual machine only, such as -Duser.timezone=UTC or -Xmx512m",
  ],
  [
    'several JVM options in one',
    { jvmOptions: ['-Xmx1g -Duser.timezone=UTC'] },
    "jvmOptions has '-Xmx1g -Duser.timezone=UTC': write one option an entry",
  ],
  ['another jar', { jvmOptions: ['-jar'] }, "jvmOptions has '-jar': write options of the virtual machine only"],
  ['another class path', { jvmOptions: ['-cp'] }, "jvmOptions has '-cp': write options of the virtual machine only"],
  ['another module', { jvmOptions: ['--module=a/b'] }, "jvmOptions has '--module=a/b': write options of the virtual machine only"],
  ['a version instead of a run', { jvmOptions: ['-version'] }, "jvmOptions has '-version': write options of the virtual machine only"],
  [
    'a line break in an option',
    { jvmOptions: ['-Da=\n'] },
    'jvmOptions is "-Da=\\n": control characters and line breaks cannot stand in a systemd unit; leave them out',
  ],
  [
    'an option only AWS knows',
    { jvmOptions: [token] },
    'jvmOptions holds a value that is known only on AWS: pass it through environment, or a secret through secrets',
  ],
  [
    'a health path without a slash',
    { healthPath: 'health' },
    "healthPath is 'health': write a plain path such as /actuator/health/liveness",
  ],
  ['a health path with a line break', { healthPath: '/a\r\nX: y' }, 'write a plain path such as /actuator/health/liveness'],
  [
    'a taken management port',
    { managementPort: 8080 },
    'managementPort is 8080, which the host uses itself (8000, 8080, 8082, 8083): take another, such as 9090',
  ],
  ['no port', { managementPort: 0 }, 'managementPort is 0: give a port from 1 to 65535'],
  ['half a port', { managementPort: 80.5 }, 'managementPort is 80.5: give a port from 1 to 65535'],
  ['a port only AWS knows', { managementPort: Lazy.number({ produce: () => 9 }) }, 'managementPort is known only on AWS: give a number'],
  [
    'too long a start',
    { startTimeout: Duration.minutes(46) },
    'startTimeout is 2760 s, but CloudFormation waits at most an hour for a host',
  ],
  ['no time to start', { startTimeout: Duration.seconds(0) }, 'startTimeout is 0 s'],
])('fails with %s', (_, options, message) => {
  expect(app(options)).toThrow(message);
});

test('fails with a bucket in another region, which the host would not find', () => {
  const here = new Stack(new App(), 'Here', { env: { account: '123456789012', region: 'eu-central-1' } });
  const reader = new Role(here, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  const read = (region?: string) => () =>
    SpringApp.fromBucket(Bucket.fromBucketAttributes(here, `Bucket${region}`, { bucketName: 'releases', region }), 'chat.jar').bind(
      here,
      reader,
    );
  expect(read('us-east-1')).toThrow(
    "the jar's bucket is in us-east-1, but the host in eu-central-1, where it asks S3: " +
      'let the build copy the jar to a bucket in eu-central-1 too',
  );
  expect(read('eu-central-1')).not.toThrow();
  expect(read()).not.toThrow();
});

test.each([
  ['', "key is '': write the object's key without a leading slash, such as 'releases/chat-1.2.0.jar'"],
  ['/chat.jar', "key is '/chat.jar': write the object's key without a leading slash, such as 'releases/chat-1.2.0.jar'"],
  ['releases/*', "key is 'releases/*': name one object, a policy would take * and ? for any"],
])('fails with the key %j', (key, message) => {
  expect(() => SpringApp.fromBucket(bucket, key)).toThrow(message);
});

test.each([
  ['', 8080, "address is '': give"],
  ['10.0.0.1;', 8080, "address is '10.0.0.1;': give"],
  ['http://10.0.0.1', 8080, "address is 'http://10.0.0.1': give"],
  ['10.0.0.1:8080', 8080, "address is '10.0.0.1:8080': give"],
  ['10.0.0.1', 70_000, 'port is 70000: give a port from 1 to 65535'],
])('fails with an application at %j, port %i', (address, port, message) => {
  expect(() => SpringApp.atAddress(address, { port })).toThrow(message);
});

test('an address may be known on AWS only', () => {
  const remote = SpringApp.atAddress(token, { port: 80 });
  expect(remote.bind(stack, new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }))).toEqual({
    address: token,
    port: 80,
  });
  expect(remote).toMatchObject({ _startSeconds: 300 });
});

test.each(['', 'a b', 'a\r\nb', 'tökén', 'a='])("fails with a handshake's parameter %j", (parameter) => {
  const rule = 'write letters, digits and . _ - only';
  expect(() => Handshake.withQuery(parameter, secret)).toThrow(new Error(`name of the handshake's query is '${parameter}': ${rule}`));
  expect(() => Handshake.withHeader(parameter, secret)).toThrow(new Error(`name of the handshake's header is '${parameter}': ${rule}`));
});
