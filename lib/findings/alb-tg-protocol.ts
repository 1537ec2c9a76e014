import type { Finding } from './finding';

/** The target group speaks a protocol that cannot upgrade to WebSocket. */
export const albTgProtocol: Finding = {
  code: 'ALB-TG-PROTOCOL',
  hop: 'load-balancer',
  title: 'the target group speaks a protocol that cannot upgrade to WebSocket',
  cause: 'A WebSocket begins as an HTTP/1.1 request; a target group with the protocol version HTTP2 or GRPC sends none.',
  why: 'Handshakes fail while other requests are answered.',
  cure: 'Make a target group with the protocol version HTTP1 and forward to it; the version cannot be changed afterwards',
  paste: 'new ApplicationTargetGroup(this, \'Targets\', { vpc, port: 8000, protocol: ApplicationProtocol.HTTP, protocolVersion: ApplicationProtocolVersion.HTTP1 });',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version'],
  explains: ['target-group'],
  inAws({ targetGroup }) {
    return targetGroup === undefined || targetGroup.protocolVersion === 'HTTP1' ? undefined : { question: 'target-group', detail: `target group ${targetGroup.name} has the protocol version ${targetGroup.protocolVersion}` };
  },
};
