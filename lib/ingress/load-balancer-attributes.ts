import { Annotations, type CfnResource, type Duration } from 'aws-cdk-lib';
import { CfnLoadBalancer, type ApplicationTargetGroup, type IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { checkLoadBalancerIdle, DEFAULT_LOAD_BALANCER_IDLE_SECONDS, loadBalancerIdleFault } from '../chain/timeouts';
import type { WebSocketHost } from '../host/web-socket-host';
import { refusal } from '../spring/refusal';
import { LOAD_BALANCER_KEYS, TARGET_GROUP_KEYS } from './attribute-keys';
import { pathOf, resourceOf, synthesizedProperties } from './in-app';

const FORWARDING = 'routing.http.xff_header_processing.mode';

/** A load balancer, and what the caller says of it. */
export interface IdleFacts {
  readonly host: WebSocketHost;
  readonly loadBalancer: IApplicationLoadBalancer;
  /** The idle timeout that the caller says it has. */
  readonly said?: Duration;
}

/**
 * Refuses a load balancer that would cut sockets which the routes allow. One of this app is asked when all of it is there: its attributes
 * may be set after this, by an Aspect or an override. What an imported one has only the caller knows.
 */
export function checkIdle(scope: Construct, { host, loadBalancer, said }: IdleFacts): void {
  const saidSeconds = said && idleSeconds(scope, said);
  if (saidSeconds !== undefined) checkLoadBalancerIdle(saidSeconds, idleTimes(host), (message) => refusal(message, scope));
  const resource = resourceOf(loadBalancer.loadBalancerArn, CfnLoadBalancer.CFN_RESOURCE_TYPE_NAME);
  const warn = () => {
    if (saidSeconds === undefined) warnOfUnknown(scope, longestIdle(host));
  };
  if (!resource) {
    warn();
    return;
  }
  const path = pathOf(resource);
  scope.node.addValidation({
    validate: () => {
      const has = idleOf(synthesizedProperties(resource).LoadBalancerAttributes);
      if (has === undefined) {
        warn();
        return [];
      }
      if (saidSeconds !== undefined && saidSeconds !== has) {
        return [`idleTimeout is ${saidSeconds} s, but load balancer ${path} of this app has ${has} s: leave it out, it is read`];
      }
      return [loadBalancerIdleFault(has, idleTimes(host), `load balancer ${path}`) ?? []].flat();
    },
  });
}

/**
 * Warns of attributes that AWS does not know, such as misspelled ones, which neither CDK nor CloudFormation's linter does, and of one that
 * hides the clients' addresses.
 */
export function checkAttributes(scope: Construct, loadBalancer: IApplicationLoadBalancer, targetGroup: ApplicationTargetGroup): void {
  const balancer = resourceOf(loadBalancer.loadBalancerArn, CfnLoadBalancer.CFN_RESOURCE_TYPE_NAME);
  scope.node.addValidation({
    validate: () => {
      if (balancer) {
        warnOfKeys(balancer, 'LoadBalancerAttributes', LOAD_BALANCER_KEYS);
        warnOfForwarding(balancer);
      }
      warnOfKeys(targetGroup.node.defaultChild as CfnResource, 'TargetGroupAttributes', TARGET_GROUP_KEYS);
      return [];
    },
  });
}

/** An idle timeout in seconds. */
export function idleSeconds(scope: Construct, idle: Duration): number {
  if (idle.isUnresolved()) {
    throw refusal(
      'idleTimeout of the load balancer is known only on AWS, where it is too late to compare it with the routes: give a duration',
      scope,
    );
  }
  return idle.toSeconds();
}

/** How long sockets of each route may be silent. */
export function idleTimes(host: WebSocketHost): { path: string; idleSeconds: number }[] {
  return host.routes.map((route) => route._render());
}

/** The longest of them. */
export function longestIdle(host: WebSocketHost): number {
  return Math.max(...idleTimes(host).map((route) => route.idleSeconds));
}

/** The idle timeout in attributes of a template; nothing when only AWS knows it. */
function idleOf(attributes: unknown): number | undefined {
  if (attributes === undefined) return DEFAULT_LOAD_BALANCER_IDLE_SECONDS;
  const known = keyed(attributes);
  if (!known) return undefined;
  const seconds = Number(known.get('idle_timeout.timeout_seconds') ?? DEFAULT_LOAD_BALANCER_IDLE_SECONDS);
  return Number.isInteger(seconds) ? seconds : undefined;
}

/** Attributes of a template by key; nothing when a condition or a parameter chooses among them. */
function keyed(attributes: unknown): ReadonlyMap<string, unknown> | undefined {
  const list = attributes as readonly { readonly Key?: unknown; readonly Value?: unknown }[];
  if (!Array.isArray(attributes) || !list.every(({ Key }) => typeof Key === 'string')) return undefined;
  return new Map(list.map(({ Key, Value }) => [Key as string, Value]));
}

function warnOfUnknown(scope: Construct, longest: number): void {
  Annotations.of(scope).addWarningV2(
    'cdk-spring-websocket:unknownIdleTimeout',
    "the load balancer's idle timeout is unknown here; " +
      `AWS's default of 60 s would cut silent sockets that the routes allow ${longest} s: ` +
      'set it on the load balancer and pass the same idleTimeout here',
  );
}

/** The application is told the address that the load balancer appends to X-Forwarded-For. */
function warnOfForwarding(balancer: CfnResource): void {
  const mode = keyed(synthesizedProperties(balancer).LoadBalancerAttributes)?.get(FORWARDING);
  if (mode !== 'remove' && mode !== 'preserve') return;
  Annotations.of(balancer).addWarningV2(
    'cdk-spring-websocket:clientAddress',
    `${FORWARDING} is ${mode}, so the application does not learn the clients' addresses` +
      `${mode === 'preserve' ? ', only what they claim' : ''}: leave it at append`,
  );
}

function warnOfKeys(resource: CfnResource, property: string, known: readonly string[]): void {
  const keys = [...(keyed(synthesizedProperties(resource)[property])?.keys() ?? [])];
  keys
    .filter((key) => !known.includes(key))
    .forEach((key) =>
      Annotations.of(resource).addWarningV2(
        `cdk-spring-websocket:unknownAttribute:${key}`,
        `the attribute ${key} is not among those that AWS documents, and AWS refuses what it does not know: check its spelling`,
      ),
    );
}
