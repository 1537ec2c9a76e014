import type { CfnResource } from 'aws-cdk-lib';
import { type IGrantable, ManagedPolicy, PolicyDocument, type IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { refusal } from '../spring/refusal';

/** A managed policy has 6144 characters: 240 for each of these. */
const A_POLICY = 25;
/** Of the ten that a role may have; one is Session Manager's by habit, one the consumer's. */
const POLICIES = 8;

/**
 * Who may read the application's secrets: the role's own policy, or for many secrets managed policies, because all policies
 * in a role have 10 240 characters together (IAM: "IAM and AWS STS character limits"). A role that this app cannot change gets none.
 */
export class SecretsPolicies {
  public readonly policies: CfnResource[] = [];
  private readonly grantees: IGrantable[];

  constructor(scope: Construct, role: IRole, secrets: number, changeable: boolean) {
    if (changeable && secrets > A_POLICY * POLICIES) {
      throw refusal(
        `secrets has ${secrets} entries, but a role's policies have room for ${A_POLICY * POLICIES}: keep several values in one secret, ` +
          "and name the key of each with AppSecret.fromSecretsManager(secret, 'key')",
        scope,
      );
    }
    this.grantees =
      secrets <= A_POLICY || !changeable
        ? [role]
        : Array.from({ length: Math.ceil(secrets / A_POLICY) }, (_, index) => this.managed(scope, role, index));
  }

  /** Whom the secret of this index is granted to. */
  public grantee(index: number): IGrantable {
    return this.grantees[Math.floor(index / A_POLICY)] ?? this.grantees[0]!;
  }

  private managed(scope: Construct, role: IRole, index: number): IGrantable {
    const document = new PolicyDocument({ minimize: true });
    const policy = new ManagedPolicy(scope, `SecretsPolicy${index + 1}`, {
      description: "The application's secrets",
      document,
      roles: [role],
    });
    this.policies.push(policy.node.defaultChild as CfnResource);
    return policy;
  }
}
