import { Token } from 'aws-cdk-lib';
import type { SecretReference } from '../spring/app-secret';

/** What the consumer sets for the application: the part of the deployment's facts that may grow. */
export interface Settings {
  readonly environment: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, SecretReference>>;
}

export const NO_SETTINGS: Settings = { environment: {}, properties: {}, secrets: {} };

/** Settings that synthesis knows already, or those that only AWS will. */
export function settingsThat({ environment, properties, secrets }: Settings, are: { readonly known: boolean }): Settings {
  return { environment: filter(environment, are.known), properties: filter(properties, are.known), secrets: filter(secrets, are.known) };
}

export function isEmpty(settings: Settings): boolean {
  return Object.values(settings).every((each: object) => Object.keys(each).length === 0);
}

function filter<T extends string | SecretReference>(values: Readonly<Record<string, T>>, known: boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isKnown(value) === known));
}

function isKnown(value: string | SecretReference): boolean {
  const texts = typeof value === 'string' ? [value] : [value.id, value.jsonKey ?? ''];
  // CloudFormation fills in dynamic references, in templates alone.
  return !texts.some((text) => Token.isUnresolved(text) || text.includes('{{resolve:'));
}
