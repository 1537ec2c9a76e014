import type { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { AppSecret } from '../../lib/spring/app-secret';
import { only, synthesized } from '../ingress/synthesized';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:chat';

/** The reference that a host is told, and the statements that its role gets. */
function bound(make: (stack: Stack) => AppSecret): { reference: unknown; statements: unknown[] } {
  let reference: unknown;
  const { template } = synthesized(
    (stack) => {
      const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
      reference = stack.resolve(make(stack)._bind(role));
    },
    { account: '123456789012', region: 'eu-west-1' },
  );
  const statements = only(template, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement as {
    Action: unknown;
    Resource: unknown;
    Condition?: unknown;
  }[];
  return {
    reference,
    statements: statements.map(({ Action, Resource, Condition }) => [Action, Resource, ...(Condition ? [Condition] : [])]),
  };
}

const key = (stack: Stack) => Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/k');
const via = (service: string) => ({
  StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', [`${service}.eu-west-1.`, { Ref: 'AWS::URLSuffix' }]] } },
});

test.each<[string, (stack: Stack) => ISecret, string, string]>([
  ['whole ARN', (stack) => Secret.fromSecretCompleteArn(stack, 'Secret', `${ARN}-AbCdEf`), `${ARN}-AbCdEf`, `${ARN}-AbCdEf`],
  ['ARN without the random end', (stack) => Secret.fromSecretPartialArn(stack, 'Secret', ARN), ARN, `${ARN}-??????`],
])('a secret by its %s', (_, secret, id, resource) => {
  expect(bound((stack) => AppSecret.fromSecretsManager(secret(stack), 'password'))).toEqual({
    reference: { service: 'secretsmanager', id, jsonKey: 'password' },
    statements: [['secretsmanager:GetSecretValue', resource]],
  });
});

test('a secret by its name', () => {
  const { reference, statements } = bound((stack) => AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Secret', 'chat')));
  const parts = (end: string) => ({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:secretsmanager:eu-west-1:123456789012:secret:chat${end}`]],
  });
  expect(reference).toEqual({ service: 'secretsmanager', id: parts('') });
  expect(statements).toEqual([['secretsmanager:GetSecretValue', parts('-??????')]]);
});

test('a secret of this stack with a key of its own may be decrypted, through Secrets Manager only', () => {
  const { reference, statements } = bound((stack) =>
    AppSecret.fromSecretsManager(new Secret(stack, 'Secret', { encryptionKey: key(stack) })),
  );
  expect(reference).toEqual({ service: 'secretsmanager', id: { Ref: expect.stringMatching(/^Secret/) } });
  expect(statements).toEqual([
    ['secretsmanager:GetSecretValue', { Ref: expect.stringMatching(/^Secret/) }],
    ['kms:Decrypt', 'arn:aws:kms:eu-west-1:123456789012:key/k', via('secretsmanager')],
  ]);
});

test('a parameter, and a SecureString with a key of its own', () => {
  const parameter = (stack: Stack) =>
    StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/chat/jwt' });
  const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:123456789012:parameter/chat/jwt']] };
  expect(bound((stack) => AppSecret.fromParameterStore(parameter(stack)))).toEqual({
    reference: { service: 'ssm', id: '/chat/jwt' },
    statements: [['ssm:GetParameter', arn]],
  });
  expect(bound((stack) => AppSecret.fromParameterStore(parameter(stack), key(stack))).statements).toEqual([
    ['ssm:GetParameter', arn],
    ['kms:Decrypt', 'arn:aws:kms:eu-west-1:123456789012:key/k', via('ssm')],
  ]);
});

test.each<[string, (stack: Stack) => IKey, unknown, object]>([
  ['its key', (stack) => key(stack).addAlias('alias/chat'), 'arn:aws:kms:eu-west-1:123456789012:key/k', {}],
  [
    'whichever key has it, where only its name is known',
    (stack) => Alias.fromAliasName(stack, 'Alias', 'alias/chat'),
    { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:eu-west-1:123456789012:key/*']] },
    { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/chat' } },
  ],
])('a policy cannot name an alias: it means %s', (_, alias, resource, condition) => {
  const parameter = (stack: Stack) =>
    StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/chat/jwt' });
  expect(bound((stack) => AppSecret.fromParameterStore(parameter(stack), alias(stack))).statements[1]).toEqual([
    'kms:Decrypt',
    resource,
    { ...via('ssm'), ...condition },
  ]);
});

test('fails with an empty key within a secret', () => {
  expect(() => bound((stack) => AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Secret', 'chat'), ''))).toThrow(
    /^jsonKey is '': /,
  );
});
