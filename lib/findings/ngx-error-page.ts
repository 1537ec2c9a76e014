import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { wantsLogin } from './signatures';
import { whoAnswered } from './who-answered';
import { advice, carriesSockets } from './in-configuration';

/** Nginx puts its own page in the place of the application's refusal. */
export const ngxErrorPage: Finding = {
  code: 'NGX-ERROR-PAGE',
  hop: 'nginx',
  title: 'nginx puts its own page in the place of the application\'s refusal',
  cause: 'proxy_intercept_errors with error_page replaces answers from 300 on, and may change their status too.',
  why: 'The reason is gone: a 400 or 403 of Spring\'s arrives as a page, with "Unexpected response code: 200" in the console.',
  cure: 'Set proxy_intercept_errors off in the location',
  symptoms: [
    ...refusedWith(200),
  ],
  paste: 'proxy_intercept_errors off;',
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_intercept_errors'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    const { info, handshake } = evidence;
    const masked = handshake?.status !== undefined && handshake.status !== 101 && handshake.status < 500 && handshake.body !== '' && whoAnswered(handshake) === 'unknown';
    return info?.isInfo === true && masked && !wantsLogin(handshake) && handshake.location === undefined;
  },
  matchesConfig(route) {
    const { location } = route;
    const set = location.setting('proxy_intercept_errors');
    const page = location.all('error_page').find(({ args }) => args.some((arg) => /^[34]\d\d$/.test(arg)));
    if (!carriesSockets(route) || set?.args[0] !== 'on' || !page) {
      return undefined;
    }
    return advice(set, `error_page ${page.args.join(' ')} replaces what the application answers`, [{ setting: 'proxy_intercept_errors', args: 'off' }]);
  },
};
