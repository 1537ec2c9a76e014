import { Token } from 'aws-cdk-lib';
import { refusal } from '../spring/refusal';
import type { AutoScalingOptions } from './host-capacity-options';

/** How many hosts a group has, and how many are replaced at a time. */
export interface GroupSize {
  /** Several hosts may serve, not only while one replaces another. */
  readonly several: boolean;
  readonly min: number;
  readonly max: number;
  /** Set at every deployment; absent where open sockets decide. */
  readonly desired?: number;
  readonly batch: number;
}

/** A second one comes only while it replaces the first. */
export const ONE_HOST: GroupSize = { several: false, min: 1, max: 2, desired: 1, batch: 1 };

/** A deployment replaces them in ten batches at most: clients of one batch at a time connect again. */
const BATCHES = 10;

/** What the options of HostCapacity.autoScaling say. */
export function sizeOfGroup({ minCapacity: min = 2, maxCapacity: max }: AutoScalingOptions): GroupSize {
  checkWhole('minCapacity', min, 1);
  checkWhole('maxCapacity', max, 1);
  if (max === 1) {
    throw refusal('maxCapacity is 1: write HostCapacity.oneHost() for one host, or 2 or more here');
  }
  if (max < min) {
    throw refusal(`maxCapacity is ${max}, but minCapacity ${min}: give as many or more`);
  }
  const batch = Math.ceil(max / BATCHES);
  // CloudFormation keeps as many in service as there are at least, so there must be room for those that replace them.
  if (min === max) return { several: true, min, max: max + batch, desired: min, batch };
  return { several: true, min, max, batch };
}

function checkWhole(prop: string, value: number, least: number): void {
  if (Token.isUnresolved(value)) {
    throw refusal(`${prop} is known only on AWS: give a number`);
  }
  if (!Number.isInteger(value) || value < least) {
    throw refusal(`${prop} is ${value}: give a whole number of hosts, ${least} or more`);
  }
}

/** How many hosts there may be, in percent of those that are wanted, while some are replaced outside of a deployment. */
export function maxHealthyPercentage({ min, batch }: GroupSize): number {
  return Math.min(200, 100 + Math.ceil((100 * batch) / min));
}
