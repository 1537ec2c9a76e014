import { ListenerCondition } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { refusal } from '../spring/refusal';
import type { Route } from '../spring/route';
import type { ServiceDomain } from './service-domain';

/** What a request must be like for the rule to take it: the domain's names, and paths that leave no route out. */
export function ruleConditions(
  scope: Construct,
  routes: readonly Route[],
  domain: ServiceDomain | undefined,
  paths: string[] = [],
): ListenerCondition[] {
  const conditions = [
    ...(domain ? [ListenerCondition.hostHeaders(domain.names)] : []),
    ...(paths.length > 0 ? [ListenerCondition.pathPatterns(paths)] : []),
  ];
  if (conditions.length === 0) {
    throw refusal('the rule has neither a domain nor paths, so it would take every request of the listener: give one of them', scope);
  }
  const values = (domain?.names.length ?? 0) + paths.length;
  if (values > 5) {
    throw refusal(`the rule has ${values} names and paths, but AWS takes five values in a rule: use wildcards such as /api/*`, scope);
  }
  const missed = paths.length > 0 && routes.find((route) => !needed(route).every((path) => paths.some((pattern) => covers(pattern, path))));
  if (missed) {
    throw refusal(
      `paths is ${paths.join(', ')}, which leaves out the route ${missed.path}: add a pattern such as ${missed.path.split('{')[0]}*`,
      scope,
    );
  }
  return conditions;
}

/** Paths that must lead here for a route to work. */
function needed(route: Route): string[] {
  const { kind, handshakePath } = route._render();
  return kind === 'sockjs'
    ? ['/info', '/000/session/websocket'].map((below) => `${handshakePath.replace(/\/$/, '')}${below}`)
    : [handshakePath];
}

/** Whether a path pattern of a rule (`*` any characters, `?` one) leads a path here. */
function covers(pattern: string, path: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${escaped}$`).test(path);
}
