import type { Finding } from '../finding';
import { seenOnTheWay } from '../who/who';

/** A Classic Load Balancer with an HTTP listener drops the Upgrade header. */
export const clbHttp: Finding = {
  code: 'CLB-HTTP',
  hop: 'load-balancer',
  title: 'a Classic Load Balancer with an HTTP or HTTPS listener drops the Upgrade header',
  cause: 'Classic Load Balancers carry WebSockets with TCP and SSL listeners only; older Elastic Beanstalk environments have one.',
  why: 'The handshake is answered with 400 although nginx and the application are right, and SockJS falls back.',
  cure: 'Use an Application Load Balancer, or TCP and SSL as the protocols of listener and instance',
  symptoms: [{ seen: 'spring', text: 'Handshake failed due to invalid Upgrade header: null' }],
  paste: 'aws elb describe-load-balancers --query "LoadBalancerDescriptions[].[LoadBalancerName,ListenerDescriptions[].Listener.Protocol]"',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html'],
  explains: ['websocket'],
  refutedBy: ['101', 'frame'],
  alsoCures: ['PROXY-UPGRADE-MISSING', 'CLI-SILENT-DOWNGRADE'],
  matches({ info, handshake, direct }) {
    const isDropped = handshake?.status === 400 && /Can "Upgrade" only to "WebSocket"/.test(handshake.body);
    // Asked past it, a proxy farther in shows whether it drops the header too.
    return isDropped && direct?.handshake?.status !== 400 && [info, handshake].some((answer) => seenOnTheWay(answer).includes('clb'));
  },
  inAws({ classicLoadBalancer: { name, listeners = [], besides } = { name: '' } }) {
    const dropping = listeners.filter(({ protocol }) => protocol.startsWith('HTTP'));
    if (dropping.length === 0) {
      return undefined;
    }
    const carrying = listeners.length > dropping.length;
    const detail = `${name} has ${dropping.map(({ protocol, port }) => `${protocol} ${port}`).join(', ')}`;
    return {
      question: 'load-balancer',
      detail: besides || carrying ? `${detail}: harmless while WebSockets do not come by there` : detail,
      notice: besides || carrying,
    };
  },
};
