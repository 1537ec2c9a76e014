import { UnscopedValidationError, ValidationError } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** CDK types the name of an error as a text of its own making, which it does not publish. */
type ErrorName = ConstructorParameters<typeof UnscopedValidationError>[0];
const NAME = 'InvalidProps' as ErrorName;

/** A prop that cannot be. CDK's own kind of error; with the construct where that is known, which CDK then names. */
export function refusal(message: string, scope?: Construct): Error {
  return scope ? new ValidationError(NAME, message, scope) : new UnscopedValidationError(NAME, message);
}
