import type { Ports, ProxyScenario } from './run';

interface Edit {
  /** Lines of the route. */
  readonly route?: string;
  /** Lines beside the routes. */
  readonly gateway?: string;
  /** Properties as they are. */
  readonly properties?: string;
}

function gateway(kind: 'webflux' | 'webmvc', { application }: Ports, { route = '', gateway: lines = '', properties = '' }: Edit): string {
  return `${properties}
spring:
  cloud:
    gateway:
      server:
        ${kind}:
          routes:
            - id: application
              uri: http://127.0.0.1:${application}
              predicates: ['Path=/**']
              ${route}
          ${lines}
`;
}

const HOST = "filters: ['PreserveHostHeader']";
const DEDUPE = "default-filters: ['DedupeResponseHeader=Access-Control-Allow-Origin Access-Control-Allow-Credentials, RETAIN_UNIQUE']";
const cors = (allowed: string) => `globalcors:
            cors-configurations:
              '[/**]':
                ${allowed}
                allowedMethods: ['*']
                allowedHeaders: ['*']
                allowCredentials: true`;
const LOOPBACK = "'127\\.0\\.0\\.1'";
const TRUSTED = `spring.cloud.gateway.server.webflux.trusted-proxies: ${LOOPBACK}`;

const WEBFLUX: readonly ProxyScenario[] = [
  {
    software: 'gateway-webflux',
    name: 'as it should be',
    path: '/sockjs',
    configuration: (at) => gateway('webflux', at, { route: HOST }),
  },
  {
    software: 'gateway-webflux',
    name: 'as it should be, plain STOMP',
    path: '/ws',
    configuration: (at) => gateway('webflux', at, { route: HOST }),
  },
  {
    software: 'gateway-webflux',
    name: 'a route as its first example has it, which changes Host',
    code: 'SPR-CLOSED-AT-ONCE',
    path: '/sockjs',
    configuration: (at, cure = '') => gateway('webflux', at, { route: cure }),
  },
  {
    software: 'gateway-webflux',
    name: 'the same, plain STOMP',
    code: 'SPR-CLOSED-AT-ONCE',
    path: '/ws',
    configuration: (at, cure = '') => gateway('webflux', at, { route: cure }),
  },
  {
    software: 'gateway-webflux',
    name: 'nothing behind it',
    code: 'SPR-CLOSED-AT-ONCE',
    path: '/sockjs',
    incurable: true,
    configuration: (at) => gateway('webflux', { ...at, application: 1 }, { route: HOST }),
  },
  {
    software: 'gateway-webflux',
    name: 'no such path behind it',
    code: 'SPR-CLOSED-AT-ONCE',
    path: '/nowhere',
    incurable: true,
    configuration: (at) => gateway('webflux', at, { route: HOST }),
  },
  {
    software: 'gateway-webflux',
    name: 'CORS headers of its own',
    code: 'PROXY-CORS-DUP',
    path: '/sockjs-for-all',
    options: ['--origin', 'http://app.example.com'],
    configuration: (at, cure = '') =>
      gateway('webflux', at, { route: HOST, gateway: `${cure}\n          ${cors("allowedOrigins: ['http://app.example.com']")}` }),
  },
  {
    software: 'gateway-webflux',
    name: 'CORS for another page',
    code: 'PROXY-CORS-REFUSED',
    path: '/sockjs-for-all',
    options: ['--origin', 'http://app.example.com'],
    configuration: (at, cure = "allowedOrigins: ['http://www.example.com']") =>
      gateway('webflux', at, { route: HOST, gateway: `${DEDUPE}\n          ${cors(cure.replace('https:', 'http:'))}` }),
  },
  {
    software: 'gateway-webflux',
    name: 'says Forwarded with its own scheme behind a load balancer',
    code: 'FWD-PROTO-OVERWRITE',
    path: '/sockjs',
    scheme: 'https',
    behindTls: true,
    configuration: (at, cure = TRUSTED) => gateway('webflux', at, { route: HOST, properties: cure.replace(/'10.*'/, LOOPBACK) }),
  },
];

const MVC: readonly ProxyScenario[] = [
  {
    software: 'gateway-mvc',
    name: 'it forwards no WebSocket',
    code: 'PROXY-UPGRADE-MISSING',
    also: ['PROXY-BUFFER-STALL'],
    path: '/sockjs',
    incurable: true,
    configuration: (at) => gateway('webmvc', at, { route: HOST }),
  },
  {
    software: 'gateway-mvc',
    name: 'it collects what SockJS streams',
    code: 'PROXY-BUFFER-STALL',
    path: '/sockjs-without-websocket',
    configuration: (at, cure = '') => gateway('webmvc', at, { route: HOST, properties: cure }),
  },
];

export const GATEWAYS: readonly ProxyScenario[] = [...WEBFLUX, ...MVC];
