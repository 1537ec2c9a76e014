import { HEALTH_PATH } from '../chain/conventions';
import { DEFAULT_LOAD_BALANCER_IDLE_SECONDS } from '../chain/timeouts';
import type { Resource, StackTemplate } from './cloud-assembly';
import type { HostInTemplate } from './host-in-template';
import { asText, referredResource } from './intrinsics';

/** What a request must be like for a listener rule to forward it. Empty: every request. */
export interface RuleConditions {
  readonly paths: readonly string[];
  readonly hosts: readonly string[];
}

/** The load balancer in front of a host, as the template configures it. */
export interface Ingress {
  readonly tls: boolean;
  readonly conditions: RuleConditions;
  /** From plain HTTP to https, with the status that the listener gives. */
  readonly redirect?: { readonly status: number };
  readonly idleSeconds: number;
  readonly dropInvalidHeaders: boolean;
  readonly http2: boolean;
  readonly stickiness: { readonly enabled: boolean; readonly seconds: number };
  readonly health: { readonly path: string; readonly matcher: string };
  /** The record that leads to the load balancer, where the template has it. */
  readonly record?: string;
  /** What the template does not say, and what was taken instead. */
  readonly assumptions: readonly string[];
}

interface Action {
  readonly Type?: string;
  readonly TargetGroupArn?: unknown;
  readonly ForwardConfig?: { readonly TargetGroups?: readonly { readonly TargetGroupArn?: unknown }[] };
  readonly RedirectConfig?: { readonly Protocol?: string; readonly StatusCode?: string };
}

interface Condition {
  readonly Field?: string;
  readonly Values?: readonly unknown[];
  readonly PathPatternConfig?: { readonly Values?: readonly unknown[] };
  readonly HostHeaderConfig?: { readonly Values?: readonly unknown[] };
}

const ELB = 'AWS::ElasticLoadBalancingV2';

/** Reads listener, rule, target group and attributes that lead to a host. */
export function ingressOf(templates: readonly StackTemplate[], host: HostInTemplate): Ingress {
  const all = templates.flatMap(({ resources }) => Object.entries(resources)).map(([id, resource]) => ({ id, ...resource }));
  const typed = (type: string) => all.filter(({ Type }) => Type === type);
  const groupId = referredResource(host.deployment.targetGroup ?? '');
  const groups = typed(`${ELB}::TargetGroup`);
  const group =
    groups.find(({ id }) => id === groupId) ?? groups.find(({ Properties }) => Number(Properties?.Port) === host.deployment.targetPort);
  const leads = (actions: unknown) =>
    group !== undefined && (actions as Action[] | undefined)?.some((action) => forwardsTo(action, group.id));
  const listeners = typed(`${ELB}::Listener`);
  const rule = typed(`${ELB}::ListenerRule`).find(({ Properties }) => leads(Properties?.Actions));
  const listener =
    listeners.find(({ Properties }) => leads(Properties?.DefaultActions)) ?? (rule && resourceAt(listeners, rule.Properties?.ListenerArn));
  const balancer = listener && resourceAt(typed(`${ELB}::LoadBalancer`), listener.Properties?.LoadBalancerArn);
  const ofBalancer = attributes(balancer?.Properties?.LoadBalancerAttributes);
  const ofGroup = attributes(group?.Properties?.TargetGroupAttributes);
  const redirecting = listeners.find(
    ({ Properties }) =>
      asText(Properties?.LoadBalancerArn) === asText(listener?.Properties?.LoadBalancerArn) &&
      (Properties?.DefaultActions as Action[])?.some(({ RedirectConfig }) => RedirectConfig?.Protocol === 'HTTPS'),
  );
  const redirect = (redirecting?.Properties?.DefaultActions as Action[] | undefined)?.find(
    ({ RedirectConfig }) => RedirectConfig,
  )?.RedirectConfig;
  const tls = listener ? listener.Properties?.Protocol === 'HTTPS' : host.deployment.scheme === 'https';
  return {
    tls,
    conditions: conditionsOf(rule?.Properties?.Conditions as Condition[] | undefined),
    redirect: redirect && { status: redirect.StatusCode === 'HTTP_302' ? 302 : 301 },
    idleSeconds: Number(ofBalancer['idle_timeout.timeout_seconds'] ?? DEFAULT_LOAD_BALANCER_IDLE_SECONDS),
    dropInvalidHeaders: ofBalancer['routing.http.drop_invalid_header_fields.enabled'] === 'true',
    http2: ofBalancer['routing.http2.enabled'] !== 'false',
    stickiness: {
      enabled: ofGroup['stickiness.enabled'] === 'true',
      seconds: Number(ofGroup['stickiness.lb_cookie.duration_seconds'] ?? 86_400),
    },
    health: {
      path: asText(group?.Properties?.HealthCheckPath) || HEALTH_PATH,
      matcher: asText((group?.Properties?.Matcher as { HttpCode?: unknown } | undefined)?.HttpCode) || '200',
    },
    record: typed('AWS::Route53::RecordSet').find(({ Properties }) => asText(Properties?.Name).replace(/\.$/, '') === host.deployment.host)
      ?.id,
    assumptions: [
      ...(group ? [] : ['no target group in the template leads to the host: the defaults of a target group are taken']),
      ...(listener ? [] : [`the listener is not in the template: ${tls ? 'HTTPS on 443' : 'HTTP on 80'} is taken`]),
      ...(authenticates(rule ?? listener) ? ['the load balancer asks for a login: here nobody has to log in'] : []),
      ...(balancer
        ? []
        : [`the load balancer is not in the template: its default idle timeout of ${DEFAULT_LOAD_BALANCER_IDLE_SECONDS} s is taken`]),
    ],
  };
}

/** Whether a rule or a listener asks for a login first (authenticate-oidc, authenticate-cognito). */
function authenticates(leading: Resource | undefined): boolean {
  const actions = (leading?.Properties?.Actions ?? leading?.Properties?.DefaultActions) as Action[] | undefined;
  return actions?.some(({ Type }) => Type?.startsWith('authenticate-')) === true;
}

function forwardsTo(action: Action, groupId: string): boolean {
  const arns = [action.TargetGroupArn, ...(action.ForwardConfig?.TargetGroups ?? []).map(({ TargetGroupArn }) => TargetGroupArn)];
  return arns.some((arn) => referredResource(asText(arn)) === groupId);
}

function resourceAt<T extends Resource & { id: string }>(resources: readonly T[], arn: unknown): T | undefined {
  const id = referredResource(asText(arn));
  return resources.find((resource) => resource.id === id);
}

function attributes(list: unknown): Record<string, string> {
  const entries = Array.isArray(list) ? (list as { Key: string; Value: unknown }[]) : [];
  return Object.fromEntries(entries.map(({ Key, Value }) => [Key, asText(Value)]));
}

function conditionsOf(conditions: readonly Condition[] = []): RuleConditions {
  const values = (field: string, config: 'PathPatternConfig' | 'HostHeaderConfig') =>
    conditions
      .filter(({ Field }) => Field === field)
      .flatMap((condition) => (condition[config]?.Values ?? condition.Values ?? []).map(asText));
  return { paths: values('path-pattern', 'PathPatternConfig'), hosts: values('host-header', 'HostHeaderConfig') };
}
