import { plainly, type Refuse } from './refuse';

/**
 * The one budget of timeouts. A socket lives as long as every hop on its way agrees that it may:
 *
 *     heartbeat < nginx read/send timeout <= load balancer idle timeout < nginx client keep-alive
 *     start timeout <= signal timeout <= health check grace period
 */

/** SockJS and STOMP beat at least this often by default. Spring's SockJsService: 25 s. */
export const HEARTBEAT_SECONDS = 25;

/** How long a silent socket may live when a route does not say. */
export const DEFAULT_IDLE_SECONDS = 3600;

/** The largest idle timeout of an Application Load Balancer (1-4000 s, `idle_timeout.timeout_seconds`). */
export const MAX_LOAD_BALANCER_IDLE_SECONDS = 4000;

/** An Application Load Balancer's idle timeout unless somebody set it. */
export const DEFAULT_LOAD_BALANCER_IDLE_SECONDS = 60;

/**
 * How long nginx keeps a silent connection of the load balancer open. Above every idle timeout that a
 * load balancer can have, so that it is always the load balancer who closes first: the other way round
 * it would now and then send a request into a closing connection and answer 502.
 */
export const NGINX_KEEPALIVE_SECONDS = 4100;

/** Installing packages and fetching the jar, before the application starts. */
const BOOT_SECONDS = 600;
/** From the first good answer to the load balancer's own word that the target is healthy. */
const TARGET_HEALTH_SECONDS = 300;
/** CloudFormation's limit for a rolling update's PauseTime. */
const MAX_SIGNAL_SECONDS = 3600;

/** The longest start that still leaves room for boot and target health within CloudFormation's hour. */
export const MAX_START_SECONDS = MAX_SIGNAL_SECONDS - BOOT_SECONDS - TARGET_HEALTH_SECONDS;

/** How long CloudFormation waits for a host's signal. */
export function signalSeconds(startSeconds: number, bakeSeconds = 0, refuse: Refuse = plainly): number {
  if (startSeconds < 1 || startSeconds > MAX_START_SECONDS) {
    throw refuse(
      `startTimeout is ${startSeconds} s, but CloudFormation waits at most an hour for a host, of which boot and target health ` +
        `take ${BOOT_SECONDS + TARGET_HEALTH_SECONDS} s: give 1 to ${MAX_START_SECONDS} seconds`,
    );
  }
  if (bakeSeconds > MAX_START_SECONDS - startSeconds) {
    throw refuse(
      `bakeTime is ${bakeSeconds} s, but CloudFormation waits at most an hour for a host, of which boot, start and target health ` +
        `take ${BOOT_SECONDS + startSeconds + TARGET_HEALTH_SECONDS} s: give at most ${MAX_START_SECONDS - startSeconds} seconds, ` +
        'or a shorter startTimeout',
    );
  }
  return startSeconds + BOOT_SECONDS + TARGET_HEALTH_SECONDS + bakeSeconds;
}

/** Refuses an idle timeout of a route that heartbeats cannot keep open or no load balancer can offer. */
export function checkRouteIdle(path: string, idleSeconds: number, refuse: Refuse = plainly): void {
  if (idleSeconds <= HEARTBEAT_SECONDS || idleSeconds > MAX_LOAD_BALANCER_IDLE_SECONDS) {
    throw refuse(
      `idleTimeout of route ${path} is ${idleSeconds} s: it must be above the heartbeat of ${HEARTBEAT_SECONDS} s ` +
        `(better twice that) and at most ${MAX_LOAD_BALANCER_IDLE_SECONDS} s, the load balancer's limit`,
    );
  }
}

/** What is wrong with a load balancer's idle timeout: it would cut sockets which nginx still holds. */
export function loadBalancerIdleFault(
  idleSeconds: number,
  routes: readonly { path: string; idleSeconds: number }[],
  loadBalancer = 'the load balancer',
): string | undefined {
  if (idleSeconds < 1 || idleSeconds > MAX_LOAD_BALANCER_IDLE_SECONDS) {
    return `idleTimeout is ${idleSeconds} s, but a load balancer takes 1 to ${MAX_LOAD_BALANCER_IDLE_SECONDS} s`;
  }
  const [longest] = [...routes].sort((a, b) => b.idleSeconds - a.idleSeconds);
  if (longest === undefined || longest.idleSeconds <= idleSeconds) return undefined;
  const unset = idleSeconds === DEFAULT_LOAD_BALANCER_IDLE_SECONDS ? " (AWS's default)" : '';
  return (
    `idleTimeout of ${loadBalancer} is ${idleSeconds} s${unset}, but route ${longest.path} lets sockets be silent for ` +
    `${longest.idleSeconds} s: give the load balancer idleTimeout: Duration.seconds(${longest.idleSeconds}), or the route a shorter one`
  );
}

/** Refuses an idle timeout that `loadBalancerIdleFault` finds fault with. */
export function checkLoadBalancerIdle(
  idleSeconds: number,
  routes: readonly { path: string; idleSeconds: number }[],
  refuse: Refuse = plainly,
): void {
  const fault = loadBalancerIdleFault(idleSeconds, routes);
  if (fault !== undefined) throw refuse(fault);
}

/** Refuses health checks with which a good host would not be in service in the time that a deployment has for it. */
export function checkTargetHealth(intervalSeconds: number, healthyCount: number, refuse: Refuse = plainly): void {
  // One more than the count: the first check may come an interval after the application is up.
  const seconds = intervalSeconds * (healthyCount + 1);
  if (seconds > TARGET_HEALTH_SECONDS) {
    throw refuse(
      `healthCheck takes up to ${seconds} s to find a new host healthy (interval ${intervalSeconds} s, healthyThresholdCount ` +
        `${healthyCount}), but a deployment waits ${TARGET_HEALTH_SECONDS} s for it: lower one of the two`,
    );
  }
}
