import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { Route } from '../spring/route';

/** What a canary is about. */
export interface Watched {
  /** Where clients begin. */
  readonly url: string;
  readonly routes: readonly Route[];
  readonly group: AutoScalingGroup;
}
