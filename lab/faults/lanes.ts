/** Stacks of the same kind side by side, so that deployments that wait for something do not wait for each other. */
export const LANES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const;
export type Lane = (typeof LANES)[number];

/** Those that get well-meant versions. */
export const UPDATED: readonly Lane[] = ['a', 'b'];

/** Those that get mistakes. */
export const BROKEN: readonly Lane[] = ['c', 'd', 'e', 'f', 'g'];

/** A lane's stack. */
export const stackName = (lane: Lane) => `Lane-${lane}`;

/** The name that a lane's clients use, below the zone. */
export const laneDomain = (lane: Lane, zone: string) => `lane-${lane}.${zone}`;

/** The version that works, as it is called among the synthesized ones. */
export const WORKING = 'Working';

/** What every lane is deployed on, as the lab hands it to the app. */
export interface Ground {
  readonly loadBalancerArn: string;
  readonly loadBalancerName: string;
  readonly securityGroupId: string;
  readonly listenerArn: string;
  readonly vpcId: string;
  readonly zones: readonly string[];
  readonly subnetIds: readonly string[];
  readonly zone: string;
  readonly bucket: string;
  readonly jars: { readonly version1: string; readonly version2: string };
}

/** Objects in the bucket. */
export const KEYS = { version1: 'releases/application-1.jar', java25: 'releases/application-2.jar' };

/** Secrets of the account. */
export const SECRETS = { first: 'lanes/token-1', second: 'lanes/token-2' };

/** The alarm of the version that an alarm rolls back. */
export const ALARM = 'lab-errors';
