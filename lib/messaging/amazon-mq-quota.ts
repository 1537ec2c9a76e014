import type { StompEndpoint } from './stomp-broker-options';

/**
 * How many connections of one protocol a broker of Amazon MQ for ActiveMQ takes, in the whole fleet ("Quotas in Amazon MQ", wire-level
 * connections); AWS raises it on request.
 */
const MICRO_QUOTA = 300;
export const LARGE_QUOTA = 2000;

/** The quota of an instance type; one that is known only on AWS counts as a large one. */
export function quotaOf(instanceType: string): number {
  return instanceType.endsWith('.micro') ? MICRO_QUOTA : LARGE_QUOTA;
}

/** Whether an endpoint is a broker of Amazon MQ. */
export function isAmazonMq({ host }: StompEndpoint): boolean {
  return /\.mq\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$/.test(host);
}
