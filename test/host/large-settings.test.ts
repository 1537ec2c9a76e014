import { readFileSync } from 'fs';
import { join } from 'path';
import { NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { AppSecret, type SpringAppOptions, WebSocketHost, WebSocketIngress } from '../../lib';
import { readAssembly } from '../../lib/rehearsal/cloud-assembly';
import { findHost } from '../../lib/rehearsal/host-in-template';
import { app, chat, ids, routes } from '../ingress/synthesized';
import { resolve, userData } from '../ingress/user-data';

/** So many values of a kind, by name. */
const many = <T>(count: number, kind: string, make: (index: number) => T) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${kind}_OF_TYPICAL_LENGTH_${index}`, make(index)]));

/** A host with such settings: its template, and as the rehearsal reads it. */
function host(settings: (stack: Stack) => SpringAppOptions, context: Record<string, unknown> = {}, commands: string[] = []) {
  const root = app(context);
  const stack = new Stack(root, 'Chat');
  const made = new WebSocketHost(stack, 'Host', { app: chat(settings(stack)), routes });
  new WebSocketIngress(stack, 'Ingress', { host: made });
  made.addUserData(...commands);
  const { directory } = root.synth();
  const template = Template.fromJSON(JSON.parse(readFileSync(join(directory, 'Chat.template.json'), 'utf8')) as object);
  return { template, ...userData(template), rehearsed: findHost(readAssembly(directory)).deployment };
}

const VARIABLES = many(200, 'VARIABLE', (index) => `a value of forty characters, the ${index}th`);

/** 100 secrets of the same stack, whose ARNs only AWS knows. */
const secrets = (stack: Stack) =>
  many(100, 'SECRET', (index) => AppSecret.fromSecretsManager(new Secret(stack, `Secret${index}`), 'password'));

const statements = (template: Template, type: string) =>
  Object.values(template.findResources(type)).flatMap(({ Properties }) => Properties.PolicyDocument.Statement as any[]);

describe('settings that fit stay in user data', () => {
  const { deployment, template } = host(() => ({ environment: { MODE: 'x' }, properties: { 'a.b': 'c' } }));

  test('and nothing is made for them', () => {
    expect(deployment).toMatchObject({ environment: { MODE: 'x' }, properties: { 'a.b': 'c' }, secrets: {} });
    expect(deployment).not.toHaveProperty('settings');
    expect([...ids(template, 'AWS::SSM::Parameter'), ...ids(template, 'AWS::IAM::ManagedPolicy')]).toEqual([]);
  });
});

describe('200 variables', () => {
  const made = host((stack) => ({ environment: { ...VARIABLES, STACK: stack.stackId, QUOTED: '{{resolve:ssm:/x}}' } }));

  test('are in an asset; what only AWS knows stays in user data, so that another value replaces the hosts', () => {
    expect(made.deployment.environment).toEqual({ STACK: '<AWS::StackId>', QUOTED: '{{resolve:ssm:/x}}' });
    expect(made.deployment.settings).toEqual({ file: { bucket: expect.any(String), key: expect.stringMatching(/^[0-9a-f]{64}\.json$/) } });
    expect(Buffer.byteLength(made.text)).toBeLessThan(13_000);
    expect(ids(made.template, 'AWS::SSM::Parameter')).toEqual([]);
  });

  test('may be read by the host', () => {
    const readable = statements(made.template, 'AWS::IAM::Policy').filter(({ Action }) => Action === 's3:GetObject');
    expect(readable.map(({ Resource }) => resolve(Resource))).toContainEqual(expect.stringContaining(made.deployment.settings.file.key));
  });

  test('reach the rehearsal', () => {
    expect(made.rehearsed.environment).toEqual({ ...VARIABLES, STACK: '<AWS::StackId>', QUOTED: '{{resolve:ssm:/x}}' });
  });

  test('are another file when one differs', () => {
    const other = host(() => ({ environment: { ...VARIABLES, VARIABLE_OF_TYPICAL_LENGTH_7: 'other' } }));
    expect(other.deployment.settings.file.key).not.toBe(made.deployment.settings.file.key);
  });
});

const large = host((stack) => ({
  environment: { ...VARIABLES, AWKWARD: `${stack.stackId} {{{x}}} "café" \\ \n`, LONG: `${stack.stackId}${'x'.repeat(5000)}` },
  secrets: secrets(stack),
}));

describe('200 variables and 100 secrets of the same stack', () => {
  const parameters = Object.values(large.template.findResources('AWS::SSM::Parameter')).map(({ Properties }) => Properties);

  test('are in parameters as well, of at most 4 KB each and under a path of their own', () => {
    expect(large.deployment).toMatchObject({ environment: {}, properties: {}, secrets: {} });
    const names = parameters.map((_, index) =>
      expect.stringMatching(RegExp(`^/cdk-spring-websocket/Chat/ChatHost[0-9A-F]{8}/${index + 1}$`)),
    );
    expect(parameters.map(({ Name }) => Name)).toEqual(names);
    expect(large.deployment.settings.parameters.names).toEqual(names);
    // An ARN of 150 characters for each reference.
    const sizes = parameters.map(({ Value }) => resolve(Value).replace(/<[^<>]*>/g, 'x'.repeat(150)).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4096);
    expect([parameters.length, parameters.every(({ Type, Tier }) => Type === 'String' && Tier === undefined)]).toEqual([8, true]);
  });

  test('are there before a host is', () => {
    const [group] = Object.values(large.template.findResources('AWS::AutoScaling::AutoScalingGroup'));
    const needed = [...ids(large.template, 'AWS::SSM::Parameter'), ...ids(large.template, 'AWS::IAM::ManagedPolicy')];
    expect(group!.DependsOn).toEqual(expect.arrayContaining(needed));
  });

  test('neither begin nor end with a blank, which may not arrive', () => {
    const blanks = host((stack) => ({ environment: { BLANKS: `${stack.stackId}${' '.repeat(9000)}x` }, secrets: secrets(stack) }));
    const values = Object.values(blanks.template.findResources('AWS::SSM::Parameter')).map(({ Properties }) => resolve(Properties.Value));
    expect(values.filter((value) => value.trim() !== value)).toEqual([]);
    expect(blanks.rehearsed.environment).toEqual({ BLANKS: `<AWS::StackId>${' '.repeat(9000)}x` });
  });

  test('have no {{, which Parameter Store takes for a name', () => {
    expect(parameters.filter(({ Value }) => resolve(Value).includes('{{'))).toEqual([]);
  });

  test('reach the rehearsal', () => {
    expect(large.rehearsed.environment).toEqual({
      ...VARIABLES,
      AWKWARD: '<AWS::StackId> {{{x}}} "café" \\ \n',
      LONG: `<AWS::StackId>${'x'.repeat(5000)}`,
    });
    expect(Object.values(large.rehearsed.secrets!)).toHaveLength(100);
    expect(large.rehearsed.secrets).toMatchObject({
      SECRET_OF_TYPICAL_LENGTH_7: { service: 'secretsmanager', id: expect.stringMatching(/^<Ref Secret7/), jsonKey: 'password' },
    });
  });

  test('may be read, each of them and nothing else', () => {
    const reading = statements(large.template, 'AWS::IAM::Policy').filter(({ Action }) => Action === 'ssm:GetParameters');
    expect(reading.map(({ Resource }) => (Resource as unknown[]).map(resolve))).toEqual([
      parameters.map(({ Name }) => `arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter${Name}`),
    ]);
    const secretsRead = statements(large.template, 'AWS::IAM::ManagedPolicy');
    expect([...new Set(secretsRead.map(({ Action }) => Action as string))]).toEqual(['secretsmanager:GetSecretValue']);
    expect(secretsRead.flatMap(({ Resource }) => Resource as unknown[])).toHaveLength(100);
  });

  test("keep within IAM's limits: 10 240 characters in the role, 6144 in a managed policy, ten of them", () => {
    const size = (type: string) =>
      Object.values(large.template.findResources(type)).map(({ Properties }) => resolvedLength(Properties.PolicyDocument));
    const managed = size('AWS::IAM::ManagedPolicy');
    expect([managed.length, Math.max(...managed) < 6144]).toEqual([4, true]);
    expect(size('AWS::IAM::Policy').reduce((sum, each) => sum + each, 0)).toBeLessThan(10_240);
  });
});

/** Characters of a policy whose references are ARNs of 150 characters each. */
function resolvedLength(document: unknown): number {
  const text = (value: any): any => {
    if (Array.isArray(value)) return value.map(text);
    if (typeof value !== 'object' || value === null) return value;
    if (value['Fn::Join']) return text(value['Fn::Join'][1]).join('');
    const [name] = Object.keys(value);
    if (name === 'Ref' && String(value.Ref).startsWith('AWS::')) return 'x'.repeat(15);
    if (/^(Ref|Fn::)/.test(name!)) return 'x'.repeat(150);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, text(each)]));
  };
  return JSON.stringify(text(document)).length;
}

describe('the digest in user data', () => {
  const digest = (value: string) =>
    host((stack) => ({ environment: { VALUE: `${stack.stackId}${value}` }, secrets: secrets(stack) })).deployment.settings.parameters
      .digest as string;

  test('is another when settings in parameters differ, so that hosts are replaced', () => {
    expect(digest('a')).toMatch(/^[0-9a-f]{16}$/);
    expect(digest('a')).toBe(digest('a'));
    expect(digest('b')).not.toBe(digest('a'));
  });

  test('is in the parameters too', () => {
    const [first] = Object.values(large.template.findResources('AWS::SSM::Parameter'));
    expect(resolve(first!.Properties.Value)).toMatch(RegExp(`^\\{"digest":"${large.deployment.settings.parameters.digest}",`));
  });
});

test('secrets of another stack arrive as well', () => {
  const { template, rehearsed } = host((stack) => ({ secrets: secrets(new Stack(stack.node.root, 'Data')) }));
  const values = Object.values(template.findResources('AWS::SSM::Parameter')).map(({ Properties }) => JSON.stringify(Properties.Value));
  expect(values.join('').match(/Fn::ImportValue/g)).toHaveLength(100);
  expect(Object.keys(rehearsed.secrets!)).toHaveLength(100);
});

test('commands that are added last make room as well', () => {
  const made = host(() => ({ environment: { SHORT: 'x'.repeat(1000) } }), {}, [`echo ${'y'.repeat(2600)}`]);
  expect([made.deployment.environment, made.rehearsed.environment]).toEqual([{}, { SHORT: 'x'.repeat(1000) }]);
});

test('it is the same with the order of Aspects that CDK recommends', () => {
  const options = (stack: Stack) => ({ environment: VARIABLES, secrets: secrets(stack) });
  const flagged = host(options, { '@aws-cdk/core:aspectStabilization': true });
  expect(flagged.template.toJSON()).toEqual(host(options).template.toJSON());
});

describe('fails', () => {
  test('with more secrets than policies have room for', () => {
    const parameter = (stack: Stack) => StringParameter.fromSecureStringParameterAttributes(stack, 'P', { parameterName: '/p' });
    expect(() =>
      host((stack) => ({
        secrets: many(201, 'S', () => AppSecret.fromParameterStore(parameter(new Stack(stack, `N${stack.node.children.length}`)))),
      })),
    ).toThrow("secrets has 201 entries, but a role's policies have room for 200: keep several values in one secret");
  });
});

test.each(['Stage', 'NestedStack'])('in a %s they arrive as well', (place) => {
  const root = app();
  const outer = new Stack(place === 'Stage' ? new Stage(root, 'Prod') : root, 'Chat');
  const stack = place === 'Stage' ? outer : new NestedStack(outer, 'Nested');
  const host = new WebSocketHost(stack, 'Host', { app: chat({ environment: VARIABLES, secrets: secrets(stack) }), routes });
  new WebSocketIngress(stack, 'Ingress', { host });
  const { deployment } = findHost(readAssembly(root.synth().directory));
  expect(deployment.environment).toEqual(VARIABLES);
  expect(Object.keys(deployment.secrets!)).toHaveLength(100);
});
