import { infoAnswered, refusedWith } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { whoAnswered } from '../who/who';

/** A gateway refuses the page's Origin. */
export const proxyCorsRefused: Finding = {
  code: 'PROXY-CORS-REFUSED',
  hop: 'proxy',
  title: "a gateway refuses the page's Origin before the application is asked",
  cause:
    "Spring Cloud Gateway's globalcors allows other origins than this page's: WebFlux answers 403 without a word, " +
    'where the application itself writes "Invalid CORS request".',
  why: 'Browsers show a CORS error or "Unexpected response code: 403", whatever the endpoint allows.',
  ...curedBy("Allow the page's origin in the gateway, or leave CORS to the application", {
    'gateway-webflux': {
      cure: 'Add the origin to globalcors',
      paste: "allowedOrigins: ['https://app.example.com']",
    },
  }),
  symptoms: [...infoAnswered(403), ...refusedWith(403)],
  source: ['https://docs.spring.io/spring-cloud-gateway/reference/spring-cloud-gateway-server-webflux/cors-configuration.html'],
  explains: ['info', 'websocket'],
  outside: '--origin <page>',
  refutedBy: ['info', 'refused by a proxy', 'refused before the proxy', 'refused without origin'],
  alsoCures: ['SPR-ORIGIN-403'],
  matches({ page, info, origins }) {
    const isSilent = info?.status === 403 && info.body === '' && whoAnswered(info) === 'spring';
    return page !== undefined && isSilent && origins?.withoutOrigin !== undefined && origins.withoutOrigin < 400;
  },
};
