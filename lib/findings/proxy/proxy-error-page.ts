import { refusedWith } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { wantsLogin } from '../signatures';
import { whoAnswered } from '../who/who';
import { advice, carriesSockets } from '../in-configuration';

/** The proxy replaces the application's error answer by a page of its own. */
export const proxyErrorPage: Finding = {
  code: 'PROXY-ERROR-PAGE',
  hop: 'proxy',
  title: "the proxy replaces the application's error answer by a page of its own",
  cause: 'An option that intercepts errors (proxy_intercept_errors, ProxyErrorOverride) replaces answers, and may change their status too.',
  why: 'The reason is lost: a 400 or 403 of Spring arrives as a page, with "Unexpected response code: 200" in the console.',
  ...curedBy('Let the errors of this route pass', {
    nginx: { cure: 'Set proxy_intercept_errors off in the location', paste: 'proxy_intercept_errors off;' },
    httpd: { cure: 'Remove ProxyErrorOverride', paste: 'ProxyErrorOverride Off' },
  }),
  symptoms: [...refusedWith(200)],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_intercept_errors'],
  explains: ['info', 'websocket'],
  refutedBy: ['refused by the application', 'same when direct'],
  matches(evidence) {
    const { info, handshake } = evidence;
    const masked =
      handshake?.status !== undefined &&
      handshake.status !== 101 &&
      handshake.status < 500 &&
      handshake.body !== '' &&
      whoAnswered(handshake) === 'unknown';
    return info?.isInfo === true && masked && !wantsLogin(handshake) && handshake.location === undefined;
  },
  matchesConfig(route) {
    const { location } = route;
    const set = location.setting('proxy_intercept_errors');
    const page = location.all('error_page').find(({ args }) => args.some((arg) => /^[34]\d\d$/.test(arg)));
    if (!carriesSockets(route) || set?.args[0] !== 'on' || !page) {
      return undefined;
    }
    return advice(set, `error_page ${page.args.join(' ')} replaces what the application answers`, [
      { setting: 'proxy_intercept_errors', args: 'off' },
    ]);
  },
};
