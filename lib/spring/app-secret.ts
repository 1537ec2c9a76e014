import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import { decrypt } from './decrypt';
import { checkKinds, TEXT, withMember } from './prop-kinds';
import { refusal } from './refusal';

/** @internal What the agent is told: where to ask, never the value. */
export interface SecretReference {
  readonly service: 'secretsmanager' | 'ssm';
  readonly id: string;
  readonly jsonKey?: string;
}

/** @internal By which resource an event names a secret whose value changed. */
export interface SecretChange {
  readonly service: SecretReference['service'];
  readonly arn: string;
  /** The event's ARN has six random characters more. */
  readonly suffixed: boolean;
}

/**
 * A value that the host fetches when it starts and keeps in memory only: it is in no template, no user
 * data, no process list and no log.
 *
 * A changed value reaches the application when its host is replaced: CloudFormation sees changed references, not changed
 * values. `redeploy` replaces hosts with a deployment, `restartOnRotation` without one.
 */
export class AppSecret {
  /**
   * A secret of Secrets Manager.
   *
   * @param secret the secret
   * @param jsonKey the key within a secret that holds a JSON object, such as `password`; the whole text when left out
   */
  public static fromSecretsManager(secret: ISecret, jsonKey?: string): AppSecret {
    checkKinds(
      { secret, jsonKey },
      { required: { secret: withMember('secretArn', 'a secret, such as db.secret') }, optional: { jsonKey: TEXT } },
    );
    if (jsonKey === '') {
      throw refusal("jsonKey is '': name a key of the secret's JSON object, or leave it out for the whole text");
    }
    // Without the six random characters that Secrets Manager appends, an ARN needs them as wildcards in a policy.
    const id = secret.secretFullArn ?? secret.secretArn;
    const suffixed = secret.secretFullArn === undefined;
    const change: SecretChange = { service: 'secretsmanager', arn: id, suffixed };
    return new AppSecret({ service: 'secretsmanager', id, jsonKey }, change, (grantee) =>
      allow(grantee, 'secretsmanager:GetSecretValue', suffixed ? `${id}-??????` : id, secret.encryptionKey),
    );
  }

  /**
   * A parameter of Parameter Store, SecureString included.
   *
   * @param parameter the parameter
   * @param encryptionKey the key of a SecureString that is not encrypted with the account's own `aws/ssm` key
   */
  public static fromParameterStore(parameter: IParameter, encryptionKey?: IKey): AppSecret {
    const written = 'a parameter, such as StringParameter.fromSecureStringParameterAttributes(...)';
    checkKinds(
      { parameter, encryptionKey },
      { required: { parameter: withMember('parameterName', written) }, optional: { encryptionKey: withMember('keyArn', 'a key') } },
    );
    const change: SecretChange = { service: 'ssm', arn: parameter.parameterArn, suffixed: false };
    return new AppSecret({ service: 'ssm', id: parameter.parameterName }, change, (grantee) =>
      allow(grantee, 'ssm:GetParameter', parameter.parameterArn, encryptionKey),
    );
  }

  /** @internal */
  public readonly _change: SecretChange;
  private readonly reference: SecretReference;
  private readonly grant: (grantee: IGrantable) => void;

  private constructor(reference: SecretReference, change: SecretChange, grant: (grantee: IGrantable) => void) {
    this.reference = reference;
    this._change = change;
    this.grant = grant;
  }

  /** @internal Lets the host read it and says where it is. */
  public _bind(grantee: IGrantable): SecretReference {
    this.grant(grantee);
    return this.reference;
  }
}

function allow(grantee: IGrantable, action: string, arn: string, key?: IKey): void {
  grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources: [arn] }));
  if (key) {
    const service = action.split(':')[0];
    const region = Token.isUnresolved(arn) ? Stack.of(key).region : Arn.split(arn, ArnFormat.COLON_RESOURCE_NAME).region;
    grantee.grantPrincipal.addToPrincipalPolicy(
      decrypt(key, { StringEquals: { 'kms:ViaService': `${service}.${region}.${Stack.of(key).urlSuffix}` } }),
    );
  }
}
