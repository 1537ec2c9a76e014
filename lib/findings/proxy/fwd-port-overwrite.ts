import { infoAnswered, refusedWith } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { overwritten } from '../overwritten';

/** The proxy overwrites the load balancer's X-Forwarded-Port. */
export const fwdPortOverwrite: Finding = {
  code: 'FWD-PORT-OVERWRITE',
  hop: 'proxy',
  title: "the proxy overwrites the load balancer's X-Forwarded-Port",
  cause: 'The proxy sends its own port in X-Forwarded-Port instead of the one that the browser used.',

  why: "Spring takes https://name:80 for its own origin and refuses the page's Origin with 403.",
  ...curedBy("Let the proxy forward the load balancer's X-Forwarded-Port", {
    nginx: { cure: "Remove the line: nginx then forwards the load balancer's header" },
    httpd: { cure: 'Remove RequestHeader set X-Forwarded-Port' },
  }),
  symptoms: [...infoAnswered(403), ...refusedWith(403), { seen: 'answer', text: 'Invalid CORS request' }],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html'],
  explains: ['info', 'websocket'],
  refutedBy: ['plain http', 'refused by a proxy', 'refused before the proxy', 'refused without origin'],
  matches(evidence) {
    const { origin, origins } = evidence;
    return (
      origins !== undefined &&
      !origins.accepted.includes(origin ?? '') &&
      origins.accepted.some((accepted) => /^https:.*:(80|8000)$/.test(accepted))
    );
  },
  matchesConfig(route, configuration) {
    const [header] = route.location.headers('X-Forwarded-Port').filter(({ args }) => /^(\$server_port|80|8000|8080)$/.test(args[1] ?? ''));
    return overwritten(route, configuration, {
      header,
      isWrong: ({ port }) => header?.args[1] !== '$server_port' || port !== 443,
      detail: (at) => `the application gets ${header!.args[1]}, nginx's own port on ${at}`,
    });
  },
};
