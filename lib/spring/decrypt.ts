import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IAlias, IKey } from 'aws-cdk-lib/aws-kms';

type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Lets a key decrypt. A policy names keys only, never an alias, which stands for its key or, where only its name is
 * known, for whichever key has it (AWS KMS Developer Guide, "Specifying KMS keys in IAM policy statements" and "Use aliases to
 * control access to KMS keys").
 */
export function decrypt(key: IKey, conditions: Conditions = {}): PolicyStatement {
  const named = key as Partial<IAlias>;
  const target = named.aliasName === undefined ? key : targetOf(named as IAlias);
  const any = Stack.of(key).formatArn({ service: 'kms', resource: 'key', resourceName: '*' });
  return new PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [target?.keyArn ?? any],
    conditions: target ? conditions : { ...conditions, 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': named.aliasName! } },
  });
}

/** An alias that was imported by its name does not know its key, and throws. */
function targetOf(alias: IAlias): IKey | undefined {
  try {
    return alias.aliasTargetKey;
  } catch {
    return undefined;
  }
}
