import { TLS_TO_HTTP } from '../common-symptoms';
import type { Finding } from '../finding';

/** The protocol version of the target group does not support WebSocket. */
export const albTgProtocol: Finding = {
  code: 'ALB-TG-PROTOCOL',
  hop: 'load-balancer',
  title: 'the protocol version of the target group does not support WebSocket',
  cause: 'A WebSocket begins as an HTTP/1.1 request; a target group with the protocol version HTTP2 or GRPC sends none.',
  why: 'Handshakes fail while other requests are answered.',
  cure: 'Create a target group with the protocol version HTTP1 and forward to it; the version of an existing one cannot be changed',
  paste:
    "new ApplicationTargetGroup(this, 'Targets', { vpc, port: 8000, protocol: " +
    'ApplicationProtocol.HTTP, protocolVersion: ApplicationProtocolVersion.HTTP1 });',
  symptoms: [...TLS_TO_HTTP],
  source: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version',
  ],
  explains: ['target-group'],
  refutedBy: ['101', 'frame'],
  inAws({ targetGroup }) {
    return targetGroup === undefined || targetGroup.protocolVersion === 'HTTP1'
      ? undefined
      : { question: 'target-group', detail: `target group ${targetGroup.name} has the protocol version ${targetGroup.protocolVersion}` };
  },
};
