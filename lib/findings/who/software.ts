/** Software that stands between a browser and the application, and how its own pages call it. */
export const PROXIES = {
  nginx: 'nginx',
  openresty: 'OpenResty',
  httpd: 'Apache httpd',
  caddy: 'Caddy',
  haproxy: 'HAProxy',
  envoy: 'Envoy',
  traefik: 'Traefik',
  'gateway-webflux': 'Spring Cloud Gateway (WebFlux)',
  'gateway-mvc': 'Spring Cloud Gateway (MVC)',
  varnish: 'Varnish',
  vite: 'Vite',
  'webpack-dev-server': 'webpack-dev-server',
  'http-proxy-middleware': 'http-proxy-middleware',
  express: 'Express',
} as const;

/** A proxy that its owner configures: what a finding's cure may be about. */
export type Proxy = keyof typeof PROXIES;

/** What is rented: a CDN, a load balancer or a gateway of AWS. */
export type Edge = 'cloudfront' | 'cloudflare' | 'alb' | 'clb' | 'api-gateway';

/** Everybody who may answer on a chain. `spring` is the application itself, `unknown` nobody who is known by his pages. */
export type Answerer = Proxy | Edge | 'spring' | 'unknown';

/** The servers inside Spring Boot. */
export type Server = 'tomcat' | 'jetty' | 'undertow' | 'netty';

/** Whether it is a proxy that its owner configures. */
export function isProxy(who: Answerer): who is Proxy {
  return who in PROXIES;
}
