import type { Placed } from '../nginx/directives';
import type { Listen } from '../nginx/servers';
import type { SocketRoute } from '../nginx/socket-routes';
import type { ConfigurationMatch, JudgedConfiguration } from './configuration-match';
import { advice, carriesSockets, isPlain, problem, tlsInFront } from './in-configuration';

/** Nginx's own word in place of a load balancer's. */
interface Overwritten {
  readonly header: Placed | undefined;
  /** Whether it differs from the client's view, for requests that reach this listener from a load balancer that ends TLS on 443. */
  readonly isWrong: (listen: Listen) => boolean;
  /** What the application is told, and where. */
  readonly detail: (at: string) => string;
}

/** A problem where TLS is known to end in front of nginx and no listener is right, advice where the load balancer may use one that is. */
export function overwritten(
  route: SocketRoute,
  configuration: JudgedConfiguration,
  { header, isWrong, detail }: Overwritten,
): ConfigurationMatch | undefined {
  const { server } = route.location;
  const told = tlsInFront(route, configuration);
  const wrong = server.listens.filter(isWrong);
  if (!header || !carriesSockets(route) || wrong.length === 0 || (!told && !isPlain(server))) {
    return undefined;
  }
  const said = detail(wrong.map(({ at }) => at).join(' and '));
  const sure = told !== undefined && wrong.length === server.listens.length;
  return sure
    ? problem(header, `${said}, while TLS ends in front of it (${told})`, [{ remove: header }])
    : advice(header, `${said}: wrong where a load balancer in front ends TLS`, [{ remove: header }]);
}
