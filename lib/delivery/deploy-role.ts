import { Stack } from 'aws-cdk-lib';
import { type IOidcProvider, OidcProviderNative, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkKinds, FLAG, listOf, TEXT, withMember } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import { exceptRules, inBothPacks } from '../spring/rule-exception';
import type { DeploySource } from './deploy-source';

/** Properties of DeployRole. */
export interface DeployRoleProps {
  /** Whose pipeline may take the role. */
  readonly source: DeploySource;

  /**
   * The account's identity provider for the source. An account has one for each issuer, so a second role takes that of the first:
   * `first.provider`.
   *
   * @default - a new one
   */
  readonly provider?: IOidcProvider;

  /**
   * The role may compare templates (`cdk diff --method=template`) and look things up, and deploy nothing.
   *
   * @default false
   */
  readonly diffOnly?: boolean;

  /**
   * The regions that it deploys to, each bootstrapped by `cdk bootstrap`.
   *
   * @default - the stack's region
   */
  readonly regions?: string[];

  /**
   * The qualifier of the bootstrap, where `cdk bootstrap --qualifier` gave another one.
   *
   * @default 'hnb659fds'
   */
  readonly qualifier?: string;
}

const KINDS = {
  required: { source: withMember('_subject', "DeploySource.gitHubEnvironment('acme/chat', 'production')") },
  optional: {
    provider: withMember('oidcProviderArn', "a provider, such as OidcProviderNative.fromOidcProviderArn(this, 'Provider', arn)"),
    diffOnly: FLAG,
    regions: listOf(TEXT),
    qualifier: TEXT,
  },
};

/** A role with which a pipeline runs `cdk deploy`, without a stored key: it may take the roles of `cdk bootstrap`, and nothing else. */
export class DeployRole extends Construct {
  /** The role. Its ARN is what the pipeline is told. */
  public readonly role: Role;
  /** The account's identity provider for the source. */
  public readonly provider: IOidcProvider;

  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    super(scope, id);
    checkKinds(props, KINDS);
    const { source, diffOnly = false, qualifier = 'hnb659fds' } = props;
    const { account, region, partition } = Stack.of(this);
    const regions = props.regions ?? [region];
    if (regions.length === 0) {
      throw refusal('regions is empty: name one, such as eu-central-1, or leave it out for the region of the stack', this);
    }
    this.provider = props.provider ?? new OidcProviderNative(this, 'Provider', { url: source._url, clientIds: [source._audience] });
    const issuer = source._url.replace('https://', '');
    this.role = new Role(this, 'Role', {
      assumedBy: new WebIdentityPrincipal(this.provider.oidcProviderArn, {
        StringEquals: { [`${issuer}:aud`]: source._audience, [`${issuer}:sub`]: source._subject },
      }),
      description: `${diffOnly ? 'cdk diff' : 'cdk deploy'} for ${source._subject}`.slice(0, 1000),
    });
    exceptRules(this, inBothPacks('IAMNoInlinePolicy'), 'Permissions of this one role, which come and go with it.');
    // What is deployed is done by these roles of the bootstrap, and by CloudFormation's.
    const roles = diffOnly ? ['lookup'] : ['lookup', 'file-publishing', 'image-publishing', 'deploy'];
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['sts:AssumeRole'],
        resources: regions.flatMap((each) =>
          roles.map((name) => `arn:${partition}:iam::${account}:role/cdk-${qualifier}-${name}-role-${account}-${each}`),
        ),
      }),
    );
  }
}
