import type { BetweenHostsEvidence, Way } from '../../lib/probes/between-hosts';

/** What two hosts' clients heard of each other, with what is otherwise on the way from the first to the second. */
export function betweenTwo(there: Partial<Way> = {}, back: Partial<Way> = there): BetweenHostsEvidence {
  const way = (from: string, to: string, more: Partial<Way>): Way => ({ from, to, messages: 10, copies: 1, early: 0, ms: 3, ...more });
  return {
    echo: { send: '/app/x', receive: '/topic/x' },
    sent: 10,
    ways: [way('host1', 'host1', {}), way('host1', 'host2', there), way('host2', 'host1', back), way('host2', 'host2', {})],
    errors: [],
    ms: 50,
  };
}
