import type { Evidence } from '../../findings/evidence';
import type { Target } from '../../probes/target';
import type { Gathered } from './kind-of-route';

/** Another address of the name to ask, when what was asked does not work and another one does: what is healthy shall be examined. */
export function betterAddress({ sockJs, raw }: Gathered, { reach, nodes }: Evidence, { connect }: Target): Target['connect'] {
  const works = sockJs.info?.isInfo || [sockJs, raw].some(({ handshake }) => handshake?.status === 101) || raw.eventStream?.opened;
  if (works || !reach || (connect && 'path' in connect)) {
    return undefined;
  }
  const good = nodes?.find(({ info, handshake }) => info === 200 || handshake === 101)?.address;
  const open = reach.addresses.filter(({ connected }) => connected).map(({ address }) => address);
  const host = good ?? (open.length < reach.addresses.length ? open[0] : undefined);
  return host === undefined || host === connect?.host ? undefined : { host, port: reach.port };
}
