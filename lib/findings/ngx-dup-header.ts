import type { Finding } from './finding';
import { advice, carriesSockets, problem } from './in-configuration';

/** One header is set twice on one level. */
export const ngxDupHeader: Finding = {
  code: 'NGX-DUP-HEADER',
  hop: 'nginx',
  title: 'a header is set twice in one location',
  cause: 'nginx sends every value that is not empty, each on a line of its own.',
  why: 'Two Host lines are answered 400 by Tomcat; of Connection or Upgrade the application may believe either.',
  cure: 'Keep one line; a map can make its value depend on the request',
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header', 'https://www.rfc-editor.org/rfc/rfc9112#section-3.2'],
  explains: ['info', 'websocket'],
  matchesConfig(route) {
    const all = route.location.all('proxy_set_header');
    const isTwin = (name: string | undefined, value?: string) => all.filter(({ args }) => args[0]?.toLowerCase() === name?.toLowerCase() && (value === undefined || args[1] !== value)).length > 1;
    const first = all.find(({ args }) => isTwin(args[0]));
    if (!carriesSockets(route) || !first) {
      return undefined;
    }
    const twins = all.filter(({ args }) => args[0]?.toLowerCase() === first.args[0]?.toLowerCase());
    const detail = `${first.args[0]} is set to ${twins.map(({ args }) => `"${args[1] ?? ''}"`).join(' and ')}`;
    const host = first.args[0]?.toLowerCase() === 'host' && isTwin('host', '');
    const [, ...others] = twins;
    return host ? problem(twins[1], detail, others.map((remove) => ({ remove }))) : advice(twins[1], detail);
  },
};
