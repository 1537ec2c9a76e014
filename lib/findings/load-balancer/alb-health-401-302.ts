import type { Finding } from '../finding';
import { advice } from '../in-configuration';

/** The health check is answered with a login or a redirect. */
export const albHealth401302: Finding = {
  code: 'ALB-HEALTH-401-302',
  hop: 'load-balancer',
  title: 'the health check is answered with a login or a redirect',
  cause: 'The health check path needs a login, or is redirected to https: a health check has no cookie and no X-Forwarded-Proto.',
  why:
    'All works while every target is unhealthy (the load balancer then sends requests to all of them), ' +
    'until hosts are replaced and every socket drops.',
  cure: 'Use a health check path that needs no login and is not redirected',
  symptoms: [
    { seen: 'aws', text: 'Health checks failed with these codes: [301]' },
    { seen: 'aws', text: 'Health checks failed with these codes: [302]' },
    { seen: 'aws', text: 'Health checks failed with these codes: [303]' },
    { seen: 'aws', text: 'Health checks failed with these codes: [307]' },
    { seen: 'aws', text: 'Health checks failed with these codes: [308]' },
    { seen: 'aws', text: 'Health checks failed with these codes: [401]' },
    { seen: 'aws', text: 'Health checks failed with these codes: [403]' },
  ],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html'],
  explains: ['health'],
  refutedBy: ['healthy'],
  outside: '--health-path <path>',
  matches(evidence) {
    const { health } = evidence;
    return health !== undefined && !health.healthy && [301, 302, 303, 307, 308, 401, 403].includes(health.status ?? 0);
  },
  matchesConfig({ location }) {
    const redirect = (location.server.block.block ?? []).find(
      ({ name, args, block }) =>
        name === 'if' &&
        /^\(\$http_x_forwarded_proto !=/.test(args.join(' ')) &&
        block?.some((inner) => inner.name === 'return' || inner.name === 'rewrite'),
    );
    return (
      redirect &&
      advice(redirect, 'a health check has no X-Forwarded-Proto, so this redirects it too; a location cannot be an exception to it')
    );
  },
  inAws({ target, targetGroup }) {
    const status = target?.state === 'unhealthy' ? /codes: \[(30[12378]|401|403)/.exec(target.description ?? '')?.[1] : undefined;
    return status === undefined || !targetGroup
      ? undefined
      : {
          question: 'target-health',
          detail: `GET ${targetGroup.health.path} of ${target?.id} answers ${status}, expected is ${targetGroup.health.matcher}`,
          paste: `aws elbv2 modify-target-group --target-group-arn ${targetGroup.arn} --health-check-path /actuator/health`,
        };
  },
};
