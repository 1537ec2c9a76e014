import type { Finding } from './finding';

/** The load balancer's health check meets a login or a redirect. */
export const albHealth401302: Finding = {
  code: 'ALB-HEALTH-401-302',
  hop: 'load-balancer',
  title: 'the load balancer\'s health check meets a login or a redirect',
  cause: 'The path is secured, or redirected to https: a health check has no cookie and no X-Forwarded-Proto.',
  why: 'All works while every target is unhealthy (the load balancer then routes anyway), until hosts are replaced and every socket drops.',
  cure: 'Let the health check ask a path that is neither secured nor redirected',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html'],
  explains: ['health'],
  matches(evidence) {
    const { health } = evidence;
    return health !== undefined && !health.healthy && [301, 302, 303, 307, 308, 401, 403].includes(health.status ?? 0);
  },
};
