import type { Refuse } from '../chain/refuse';
import { type Load, type Sizing, size } from '../nginx/sizing';
import type { HostCapacity } from './host-capacity';

type Carried = Pick<Load, 'remote' | 'unixSocket' | 'relay'>;

/** What nginx, the server, the JVM and the kernel of a host are sized to. */
export function sizingOf(capacity: HostCapacity, of: Carried, refuse: Refuse): Sizing {
  const connectionsProp = capacity._group.several ? 'connectionsPerHost' : undefined;
  const carried = { connections: capacity._connections, connectionsProp, messageBytes: capacity._messageBytes };
  return size({ ...capacity._machine, ...carried, ...of }, refuse);
}
