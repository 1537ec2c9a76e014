import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DeployRole, type DeployRoleProps, DeploySource } from '../../lib';

const production = DeploySource.gitHubEnvironment('acme/chat', 'production');

function roles(...all: readonly DeployRoleProps[]): { template: Template; roles: Record<string, any>[]; made: DeployRole[] } {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Delivery', { env: { account: '123456789012', region: 'eu-central-1' } });
  const made: DeployRole[] = [];
  all.forEach((props, index) => made.push(new DeployRole(stack, `Role${index}`, { provider: made[0]?.provider, ...props })));
  const template = Template.fromStack(stack);
  return { template, made, roles: Object.values(template.findResources('AWS::IAM::Role')) };
}

const bootstrap = (name: string, region = 'eu-central-1') => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::123456789012:role/cdk-hnb659fds-${name}-role-123456789012-${region}`]],
});

test('only jobs of one environment get it, by the provider that it makes', () => {
  const {
    template,
    roles: [role],
  } = roles({ source: production });
  template.hasResourceProperties('AWS::IAM::OIDCProvider', {
    Url: 'https://token.actions.githubusercontent.com',
    ClientIdList: ['sts.amazonaws.com'],
  });
  const [provider] = Object.keys(template.findResources('AWS::IAM::OIDCProvider'));
  expect(role!.Properties.AssumeRolePolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: { Ref: provider } },
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:acme/chat:environment:production',
        },
      },
    },
  ]);
  expect(role!.Properties.ManagedPolicyArns).toBeUndefined();
});

test('it may take the roles of the bootstrap, and nothing else', () => {
  const { template } = roles({ source: production });
  template.resourceCountIs('AWS::IAM::Policy', 1);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Resource: ['lookup', 'file-publishing', 'image-publishing', 'deploy'].map((name) => bootstrap(name)),
        },
      ],
    },
  });
});

test('a second role for pull requests shares the provider, and may only look things up', () => {
  const source = DeploySource.gitHubPullRequests('acme/chat');
  const { template, roles: all } = roles({ source: production }, { source, diffOnly: true, regions: ['eu-central-1', 'us-east-1'] });
  template.resourceCountIs('AWS::IAM::OIDCProvider', 1);
  expect(all[1]!.Properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals).toMatchObject({
    'token.actions.githubusercontent.com:sub': 'repo:acme/chat:pull_request',
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [{ Resource: [bootstrap('lookup'), bootstrap('lookup', 'us-east-1')] }] },
  });
});

test.each([
  [
    DeploySource.gitHubBranch('acme/chat', 'main'),
    'token.actions.githubusercontent.com',
    'sts.amazonaws.com',
    'repo:acme/chat:ref:refs/heads/main',
  ],
  [
    DeploySource.gitLabBranch('acme/web/chat', 'main'),
    'gitlab.com',
    'https://gitlab.com',
    'project_path:acme/web/chat:ref_type:branch:ref:main',
  ],
  [
    DeploySource.gitLabBranch('acme/chat', 'main', 'https://git.example.com'),
    'git.example.com',
    'https://git.example.com',
    'project_path:acme/chat:ref_type:branch:ref:main',
  ],
  [DeploySource.openIdConnect('https://ci.example.com/org/1', 'org', 'project/1'), 'ci.example.com/org/1', 'org', 'project/1'],
])('whose tokens: %#', (source, issuer, audience, subject) => {
  const [role] = roles({ source }).roles;
  expect(role!.Properties.AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
    StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: subject },
  });
});

test.each([
  [() => DeploySource.gitHubBranch('chat', 'main'), 'repository is chat: write its owner and its name, such as acme/chat'],
  [() => DeploySource.gitHubBranch('acme/*', 'main'), 'repository is acme/*: write its owner and its name, such as acme/chat'],
  [() => DeploySource.gitHubBranch('acme/chat', 'release/*'), 'branch is release/*: write one name, without wildcards'],
  [() => DeploySource.gitHubEnvironment('acme/chat', ''), 'environment is empty: write one name, without wildcards'],
  [
    () => DeploySource.gitLabBranch('acme/chat', 'main', 'http://git.example.com:8080'),
    "url is http://git.example.com:8080: write the issuer's address with https, without port and query, such as https://gitlab.com",
  ],
  [() => roles({ source: production, regions: [] }), 'regions is empty: name one, such as eu-central-1, or leave it out'],
  [() => roles({ source: 'acme/chat' as never }), "source is 'acme/chat': write DeploySource.gitHubEnvironment('acme/chat', 'production')"],
])('fails: %#', (make, message) => {
  expect(make).toThrow(message);
});
