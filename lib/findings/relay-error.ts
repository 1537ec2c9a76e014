import type { Evidence } from './evidence';

/** Whether CONNECT was answered with an ERROR frame that says something: a broker's own, or Spring's about its relay. */
export function relayError({ stomp }: Evidence, says: RegExp): boolean {
  return stomp?.command === 'ERROR' && says.test(stomp.error ?? '');
}
