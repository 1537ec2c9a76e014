import type { Finding } from '../finding';
import type { Server } from '../../nginx/servers';
import { advice, problem } from '../in-configuration';

/** Another server block with the same name handles the requests. */
export const ngxServerName: Finding = {
  code: 'NGX-SERVER-NAME',
  hop: 'nginx',
  title: 'another server block with the same name handles the requests',
  cause: 'If two servers have the same name and listener, nginx uses the first one that it reads and only warns about the other.',
  why: 'Changes have no effect: the route is answered with 404, 301 or another site, by the server that comes first.',
  cure: 'Give each server a server_name of its own, or remove the other one; `nginx -T` shows both',
  symptoms: [{ seen: 'nginx', text: 'conflicting server name "<name>" on <address>, ignored' }],
  source: ['https://nginx.org/en/docs/http/request_processing.html', 'https://github.com/websockets/ws/issues/780'],
  explains: ['info', 'websocket'],
  matchesConfig({ location: { server } }, { servers }) {
    const first = firstOf(servers);
    const pairs = server.listens.flatMap(({ at }) => server.names.map((name) => ({ at, name })));
    const taken = pairs.flatMap((pair) => {
      const other = first.get(`${pair.at} ${pair.name}`);
      return other && other !== server ? [{ ...pair, other }] : [];
    });
    if (taken.length === 0) {
      return undefined;
    }
    const [{ other, name, at }] = taken;
    const detail =
      `the server in ${other.block.file}:${other.block.line} has ` +
      `${name === '' ? 'no name' : `the name ${name}`} at ${at} too, and comes first`;
    const reachable = taken.length < pairs.length || server.listens.some((listen) => listen.default);
    return reachable ? advice(server.block, detail) : problem(server.block, detail);
  },
};

const known = new WeakMap<readonly Server[], ReadonlyMap<string, Server>>();

/** Which server has a name at a listener first. */
function firstOf(servers: readonly Server[]): ReadonlyMap<string, Server> {
  const entries = () =>
    servers.flatMap((server) => server.listens.flatMap(({ at }) => server.names.map((name) => [`${at} ${name}`, server] as const)));
  const first = known.get(servers) ?? new Map(entries().reverse());
  known.set(servers, first);
  return first;
}
