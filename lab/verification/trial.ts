import type { Stack } from '@aws-sdk/client-cloudformation';

/** The stack of `npm run verify-on-aws`; no other name is ever touched. */
export const STACK = 'SpringWebSocketVerification';

/** Marks what this command deployed, in this run or in an earlier one. */
export const TAG = 'cdk-spring-websocket:verification';

/** Whether this command made a stack of that name. One in review was never carried out: it has no resources, nor perhaps its tags yet. */
export function isTrial({ Tags = [], StackStatus }: Pick<Stack, 'Tags' | 'StackStatus'>): boolean {
  return StackStatus === 'REVIEW_IN_PROGRESS' || Tags.some(({ Key }) => Key === TAG);
}
