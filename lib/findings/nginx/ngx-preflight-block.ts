import type { Finding } from '../finding';
import { whoAnswered } from '../who/who';
import { advice, carriesSockets } from '../in-configuration';

/** Nginx refuses the browser's preflight request (OPTIONS). */
export const ngxPreflightBlock: Finding = {
  code: 'NGX-PREFLIGHT-BLOCK',
  hop: 'nginx',
  title: "nginx refuses the browser's preflight request (OPTIONS)",
  cause: 'limit_except does not list OPTIONS, or a login is required for it: a preflight request has no credentials.',
  why: 'A page of another origin cannot send over the fallbacks of SockJS: the preflight request is answered 403.',
  cure: 'Add OPTIONS to limit_except',
  symptoms: [{ seen: 'client', text: "Response to preflight request doesn't pass access control check" }],
  paste: 'limit_except GET POST OPTIONS { deny all; }',
  source: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#limit_except'],
  explains: ['info'],
  refutedBy: ['sent'],
  outside: '--origin <page>',
  matches(evidence) {
    const { page, preflight, info } = evidence;
    return (
      page !== undefined && info?.isInfo === true && [401, 403, 405].includes(preflight?.status ?? 0) && whoAnswered(preflight) === 'nginx'
    );
  },
  matchesConfig(route) {
    const limit = route.location.own('limit_except')[0];
    if (
      !carriesSockets(route) ||
      !limit?.block?.some(({ name, args }) => name === 'deny' && args[0] === 'all') ||
      limit.args.includes('OPTIONS')
    ) {
      return undefined;
    }
    return advice(limit, `all but ${limit.args.join(', ')} is refused`, [
      { rename: limit, to: `limit_except ${[...limit.args, 'OPTIONS'].join(' ')} {` },
    ]);
  },
};
