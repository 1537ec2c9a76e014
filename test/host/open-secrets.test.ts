import { CfnParameter, Lazy, SecretValue, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { type SpringAppOptions, WebSocketHost, WebSocketIngress } from '../../lib';
import { app, chat, routes, synthesizedStacks } from '../ingress/synthesized';

const made = (options: (stack: Stack) => SpringAppOptions, commands: (stack: Stack) => string[] = () => [], flags: object = {}) => {
  const stack = new Stack(app({ ...flags }), 'Chat');
  const host = new WebSocketHost(stack, 'Host', { app: chat(options(stack)), routes });
  new WebSocketIngress(stack, 'Ingress', { host });
  host.addUserData(...commands(stack));
  return synthesizedStacks(stack).Chat!;
};
const why = 'which everybody could read who may read the template or the metadata of the host';
const line = (name: string) => `secrets: { ${name}: AppSecret.fromSecretsManager(secret, 'key') }`;

/** Every way in which a secret's value can stand in a text. */
const secrets: [string, (stack: Stack) => string][] = [
  ['an unwrapped secret', (stack) => new Secret(stack, 'Db').secretValueFromJson('password').unsafeUnwrap()],
  ['a secret in a text', (stack) => `jdbc:postgresql://chat:${new Secret(stack, 'Db').secretValue.unsafeUnwrap()}@db/chat`],
  ['a reference', () => SecretValue.secretsManager('db', { jsonField: 'password' }).unsafeUnwrap()],
  ['a SecureString', () => SecretValue.ssmSecure('/chat/jwt').unsafeUnwrap()],
  ['a written reference', () => '{{resolve:secretsmanager:db:SecretString:password}}'],
  ['a written reference to a SecureString', () => 'x{{resolve:ssm-secure:/chat/jwt:1}}'],
  ['a parameter without echo', (stack) => new CfnParameter(stack, 'Password', { noEcho: true }).valueAsString],
  ['what is known in the end only', (stack) => Lazy.string({ produce: () => SecretValue.secretsManager(stack.stackName).unsafeUnwrap() })],
];

describe.each(secrets)('fails with %s', (_, secret) => {
  test('in environment, properties, JVM options and user data, with what to write instead', () => {
    expect(() => made((stack) => ({ environment: { SPRING_DATASOURCE_PASSWORD: secret(stack) } }))).toThrow(
      `environment SPRING_DATASOURCE_PASSWORD holds a secret, ${why}: write ${line('SPRING_DATASOURCE_PASSWORD')} instead`,
    );
    expect(() => made((stack) => ({ properties: { 'app.api-keys[0].value': secret(stack) } }))).toThrow(
      `properties app.api-keys[0].value holds a secret, ${why}: write ${line('APP_APIKEYS_0_VALUE')} instead`,
    );
    expect(() => made((stack) => ({ jvmOptions: [`-Djwt.secret=${secret(stack)}`] }))).toThrow(
      /^(?:\S+ )?jvmOptions (?:-Djwt.secret holds a secret|holds a value that is known only on AWS)/,
    );
    const instead = 'let the command fetch it (aws secretsmanager get-secret-value), which secret.grantRead(host) allows';
    expect(() =>
      made(
        () => ({}),
        (stack) => ['echo hello', `login ${secret(stack)}`],
      ),
    ).toThrow(`addUserData holds a secret, ${why}: ${instead}`);
  });
});

test('fails with a written reference in the text of nginx', () => {
  const nginx = { http: "map $http_x_key $known { '{{resolve:secretsmanager:key}}' 1; default 0; }" };
  expect(() => new WebSocketHost(new Stack(app(), 'Chat'), 'Host', { app: chat(), routes, nginx })).toThrow(
    `nginx.http holds a secret, ${why}: let the application check it, which gets it with ${line('NAME')}`,
  );
});

test("fails before CDK's own check of secrets, which names no prop", () => {
  const secret = (stack: Stack) => ({ environment: { PASSWORD: new Secret(stack, 'Db').secretValue.toString() } });
  expect(() => made(secret, undefined, { '@aws-cdk/core:checkSecretUsage': true })).toThrow('environment PASSWORD holds a secret');
});

test('other values of AWS are no secrets: an ARN, a plain parameter, a parameter of the template', () => {
  const { warnings } = made((stack) => ({
    environment: {
      SECRET_ARN: new Secret(stack, 'Db').secretArn,
      API_TOKEN: StringParameter.valueForStringParameter(stack, '/chat/stage'),
      PASSWORD: new CfnParameter(stack, 'Stage').valueAsString,
      DYNAMIC: '{{resolve:ssm:/chat/stage}}',
    },
  }));
  expect(warnings.filter((text) => text.includes('literalSecret'))).toEqual([]);
});

describe('a literal under the name of a secret', () => {
  const warned = (options: SpringAppOptions) =>
    made(() => options).warnings.filter((text) => text.includes('cdk-spring-websocket:literalSecret'));

  test('warns once, with what to write and without the value', () => {
    const [warning, ...more] = warned({
      environment: { SPRING_DATASOURCE_PASSWORD: 'hunter2', STAGE: 'production' },
      properties: { 'app.jwt.secret-key': 'hunter2' },
      jvmOptions: ['-Dapi.token=hunter2'],
    });
    expect(more).toEqual([]);
    expect(warning).toMatch(/^the template and the metadata of the host show the values of what looks like secrets/);
    expect(warning).toContain(`environment SPRING_DATASOURCE_PASSWORD (${line('SPRING_DATASOURCE_PASSWORD')})`);
    expect(warning).toContain(`properties app.jwt.secret-key (${line('APP_JWT_SECRETKEY')})`);
    expect(warning).toContain(`jvmOptions -Dapi.token (${line('API_TOKEN')})`);
    expect(warning).not.toContain('hunter2');
  });

  test.each([
    'JWT_SECRET',
    'GITHUB_TOKEN',
    'STRIPE_API_KEY',
    'AWS_SECRET_ACCESS_KEY',
    'SSL_KEYSTORE_PASSWORD',
    'dbPassword',
    'spring.rabbitmq.password',
    'app.encryptionKey',
    'PRIVATE_KEY',
    'GOOGLE_CREDENTIALS',
  ])('%s', (name) => {
    const prop = /^[A-Z_]+$/.test(name) ? 'environment' : 'properties';
    expect(warned({ [prop]: { [name]: 'x' } })).toHaveLength(1);
  });

  test.each<[string, string]>([
    ['spring.cache.redis.key-prefix', 'chat:'],
    ['CACHE_KEY_PREFIX', 'chat'],
    ['server.ssl.key-store', 'classpath:keys.p12'],
    ['PARTITION_KEY', 'id'],
    ['ROUTING_KEY', 'chat'],
    ['PUBLIC_KEY', 'MIIB'],
    ['TOKEN_LIFETIME', '3600'],
    ['MAX_TOKENS', '100'],
    ['PASSWORD_MIN_LENGTH', '8'],
    ['app.require-token', 'true'],
    ['app.password', '${DB_PASSWORD}'],
    ['app.token', ''],
    ['DB_SECRET', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf'],
    ['app.secret', '{cipher}AQA6'],
  ])('but not %s=%s', (name, value) => {
    const prop = /^[A-Z_]+$/.test(name) ? 'environment' : 'properties';
    expect(warned({ [prop]: { [name]: value } })).toEqual([]);
  });
});
