import { Duration, Token } from 'aws-cdk-lib';
import {
  ApplicationProtocol,
  ApplicationProtocolVersion,
  ApplicationTargetGroup,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { HEALTH_PATH, NGINX_PORT } from '../chain/conventions';
import { checkTargetHealth } from '../chain/timeouts';
import type { WebSocketHost } from '../host/web-socket-host';
import { checkKinds } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import { HEALTH_CHECK_KINDS } from './ingress-kinds';
import type { HostHealthCheck, TargetGroupOptions } from './target-group-options';

/** The target group of a host. */
export function makeTargetGroup(scope: Construct, host: WebSocketHost, options: TargetGroupOptions): ApplicationTargetGroup {
  const { deregistrationDelay = Duration.seconds(60), slowStart } = options;
  checkSeconds(scope, 'deregistrationDelay', deregistrationDelay, 0, 3600);
  if (slowStart) checkSeconds(scope, 'slowStart', slowStart, 30, 900);
  const sticky = options.stickiness ?? host.routes.some((route) => route._render().kind === 'sockjs');
  return new ApplicationTargetGroup(scope, 'TargetGroup', {
    vpc: host.vpc,
    port: NGINX_PORT,
    protocol: ApplicationProtocol.HTTP,
    protocolVersion: ApplicationProtocolVersion.HTTP1,
    targetType: TargetType.INSTANCE,
    targets: [host.autoScalingGroup],
    deregistrationDelay,
    slowStart,
    stickinessCookieDuration: sticky ? Duration.days(1) : undefined,
    healthCheck: { path: HEALTH_PATH, healthyHttpCodes: '200', ...figures(scope, options.healthCheck ?? {}) },
  });
}

function figures(scope: Construct, given: HostHealthCheck): Required<HostHealthCheck> {
  const {
    interval = Duration.seconds(15),
    timeout = Duration.seconds(5),
    healthyThresholdCount: healthy = 2,
    unhealthyThresholdCount: unhealthy = 3,
  } = given;
  checkKinds(given, HEALTH_CHECK_KINDS, scope);
  checkSeconds(scope, 'healthCheck.interval', interval, 5, 300);
  checkSeconds(scope, 'healthCheck.timeout', timeout, 2, 120);
  checkCount(scope, 'healthCheck.healthyThresholdCount', healthy);
  checkCount(scope, 'healthCheck.unhealthyThresholdCount', unhealthy);
  if (!interval.isUnresolved() && !timeout.isUnresolved() && timeout.toSeconds() >= interval.toSeconds()) {
    throw refusal(
      `healthCheck.timeout is ${timeout.toSeconds()} s, but the next check comes after ${interval.toSeconds()} s: ` +
        'lower it, or raise healthCheck.interval',
      scope,
    );
  }
  if (!interval.isUnresolved() && !Token.isUnresolved(healthy))
    checkTargetHealth(interval.toSeconds(), healthy, (message) => refusal(message, scope));
  return { interval, timeout, healthyThresholdCount: healthy, unhealthyThresholdCount: unhealthy };
}

function checkSeconds(scope: Construct, prop: string, duration: Duration, from: number, to: number): void {
  if (duration.isUnresolved()) return;
  const seconds = duration.toSeconds();
  if (seconds < from || seconds > to) {
    throw refusal(`${prop} is ${seconds} s, but a target group takes ${from} to ${to} s`, scope);
  }
}

function checkCount(scope: Construct, prop: string, count: number): void {
  if (!Token.isUnresolved(count) && (!Number.isInteger(count) || count < 2 || count > 10)) {
    throw refusal(`${prop} is ${count}, but a target group takes a whole number from 2 to 10`, scope);
  }
}
