import type { BetweenHostsEvidence, Way } from '../probes/between-hosts';

/** Whether nothing of what a host's own clients hear reaches the clients of another. */
export function isApart({ ways }: Pick<BetweenHostsEvidence, 'ways'>): boolean {
  const heard = (way: Way | undefined) => (way?.messages ?? 0) > 0;
  return ways.some(
    ({ from, to, messages }) => from !== to && messages === 0 && heard(ways.find((way) => way.from === from && way.to === from)),
  );
}
