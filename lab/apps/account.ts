import type { App, Environment } from 'aws-cdk-lib';

/** Where an app of the lab's is deployed, and the zone that its domains are in. */
export interface Account {
  readonly env: Environment;
  readonly zoneName: string;
  readonly zoneId: string;
}

/** Many JVMs start here on few processors, and none runs for long. */
export const STARTS_FAST = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** Reads what the lab says with --context. */
export function account(app: App): Account {
  return {
    env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION },
    zoneName: given(app, 'zone'),
    zoneId: given(app, 'zoneId'),
  };
}

/** A context value that the lab must give. */
export function given(app: App, key: string): string {
  const value: unknown = app.node.tryGetContext(key);
  if (typeof value !== 'string' || value === '') {
    throw new Error(`${key} is ${JSON.stringify(value)}: give it with --context ${key}=...`);
  }
  return value;
}
