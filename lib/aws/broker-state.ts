import type { BrokerFacts } from './facts';

/** Amazon MQ's states that do not end by themselves; in the last one the broker runs, but badly. */
const DOWN = ['CREATION_FAILED', 'DELETION_IN_PROGRESS', 'CRITICAL_ACTION_REQUIRED'];

/** Whether a broker waits for somebody's hand. */
export function isDown({ state }: BrokerFacts): boolean {
  return DOWN.includes(state);
}

/** Whether a broker has as many connections as it takes, by its own metrics. */
export function isFull({ connections = 0, most = Infinity }: BrokerFacts): boolean {
  return connections >= most;
}
