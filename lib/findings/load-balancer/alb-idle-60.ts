import { CONNECTION_LOST, CUT } from '../common-symptoms';
import { DEFAULT_LOAD_BALANCER_IDLE_SECONDS } from '../../chain/timeouts';
import type { Finding } from '../finding';
import { cutOutside } from '../outside-signatures';

/** The load balancer's idle timeout closes quiet sockets. */
export const albIdle60: Finding = {
  code: 'ALB-IDLE-60',
  hop: 'load-balancer',
  title: "the load balancer's idle timeout closes quiet sockets",
  cause:
    'It is 60 s by default, and neither TCP keep-alive nor an HTTP/2 ping counts as traffic. ' +
    'The same socket lives longer when it bypasses the load balancer.',
  why: 'Close code 1006 after the same time again and again, and a reconnect every minute.',
  cure: 'Raise the idle timeout above two heartbeat intervals, and enable heartbeats',
  symptoms: [...CUT, ...CONNECTION_LOST, { seen: 'client', text: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' }],
  paste: "loadBalancer.setAttribute('idle_timeout.timeout_seconds', '3600');",
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html'],
  explains: ['websocket', 'idle'],
  refutedBy: ['lives in silence'],
  outside: '--idle --direct <application>',
  matches(evidence) {
    return cutOutside(evidence);
  },
  inAws({ loadBalancer, nginx }) {
    const { idleSeconds, arn } = loadBalancer ?? {};
    const allowed = nginx?.readSeconds;
    const cutsShort = idleSeconds !== undefined && allowed !== undefined && allowed > idleSeconds;
    if (idleSeconds === undefined || (idleSeconds > DEFAULT_LOAD_BALANCER_IDLE_SECONDS && !cutsShort)) {
      return undefined;
    }
    return {
      question: 'load-balancer',
      title: `the load balancer closes sockets that are silent for ${idleSeconds} s`,
      detail: cutsShort
        ? `nginx lets sockets be silent for ${allowed} s, but the load balancer only for ${idleSeconds} s`
        : `its idle timeout is ${idleSeconds} s: harmless only while heartbeats pass more often`,
      paste:
        `aws elbv2 modify-load-balancer-attributes --load-balancer-arn ${arn} --attributes ` +
        `Key=idle_timeout.timeout_seconds,Value=${Math.min(4000, Math.max(3600, allowed ?? 0))}`,
      notice: !cutsShort,
    };
  },
};
