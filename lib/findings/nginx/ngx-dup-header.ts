import type { Configuration } from '../../nginx/configuration';
import type { Want } from '../../nginx/corrections';
import type { Placed } from '../../nginx/directives';
import { isShared } from '../../nginx/shared-files';
import type { SocketRoute } from '../../nginx/socket-routes';
import type { Finding } from '../finding';
import { advice, carriesSockets, problem } from '../in-configuration';

/** One header is set twice on one level. */
export const ngxDupHeader: Finding = {
  code: 'NGX-DUP-HEADER',
  hop: 'nginx',
  title: 'a header is set twice in one location',
  cause: 'nginx sends each value that is not empty as a header line of its own.',
  why: 'Tomcat answers two Host lines with 400; of two Connection or Upgrade lines the application may use either.',
  cure: 'Keep one line; use a map if its value depends on the request',
  source: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
    'https://www.rfc-editor.org/rfc/rfc9112#section-3.2',
  ],
  explains: ['info', 'websocket'],
  matchesConfig(route, configuration) {
    const all = route.location.all('proxy_set_header').filter(({ args }) => args[1] !== '');
    const twinsOf = (name = '') => all.filter(({ args }) => args[0]?.toLowerCase() === name.toLowerCase());
    const twins = all.map(({ args }) => twinsOf(args[0])).find(({ length }) => length > 1);
    if (!carriesSockets(route) || !twins) {
      return undefined;
    }
    const name = twins[0]!.args[0]!;
    const detail = `${name} is set to ${twins.map(({ args }) => `"${args[1] ?? ''}"`).join(' and ')}`;
    return name.toLowerCase() === 'host' ? problem(twins[1]!, detail, removals(twins, route, configuration)) : advice(twins[1]!, detail);
  },
};

/** All but one, which is an included line, if there is one: other blocks may have it too. */
function removals(twins: readonly Placed[], { location }: SocketRoute, configuration: Configuration): Want[] | undefined {
  const shared = twins.filter(({ file }) => isShared(file, configuration));
  const kept = shared[0] ?? twins.find(({ file }) => file !== location.block.file) ?? twins[0]!;
  return shared.some(({ file }) => file !== kept.file) ? undefined : twins.filter((twin) => twin !== kept).map((remove) => ({ remove }));
}
