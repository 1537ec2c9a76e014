import { NOT_OPENED } from '../common-symptoms';
import type { Finding } from '../finding';
import { isConnectTimeout } from '../outside-signatures';

/** Connections time out: a firewall drops the packets. */
export const sgBlock: Finding = {
  code: 'SG-BLOCK',
  hop: 'tcp',
  title: 'connections time out: a firewall drops the packets',
  cause: 'A security group or a network ACL does not allow the traffic to the load balancer, or from it to its target.',
  why: 'Browsers say ERR_CONNECTION_TIMED_OUT; if it is the traffic to the target, the load balancer answers 504 after 10 seconds.',
  cure: "Allow the listener's port from the clients, and the target's port from the load balancer's security group",
  symptoms: [{ seen: 'client', text: 'net::ERR_CONNECTION_TIMED_OUT' }, ...NOT_OPENED],
  paste: 'targetSecurityGroup.addIngressRule(loadBalancerSecurityGroup, Port.tcp(8000));',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html'],
  explains: ['tcp', 'tls', 'info', 'websocket'],
  refutedBy: ['info'],
  matches(evidence) {
    const told = evidence.reach?.addresses.filter(({ noWay }) => !noWay) ?? [];
    const silent = told.length > 0 && told.every(({ connected }) => !connected) && told.some(({ failure }) => failure?.kind === 'timeout');
    return silent || isConnectTimeout(evidence);
  },
  inAws({ access = [], instance, loadBalancer }) {
    const shut = access.filter(({ purpose, admitted, released }) => purpose !== 'broker' && (admitted === false || released === false));
    if (shut.length === 0) {
      return undefined;
    }
    const lines = shut.map(({ purpose, port, admitted, to, from }) => {
      if (purpose === 'clients') {
        return {
          text: `nobody is admitted to port ${port} of ${loadBalancer?.name} (${to.join(', ')})`,
          paste: `aws ec2 authorize-security-group-ingress --group-id ${to[0]} --protocol tcp --port ${port} --cidr 0.0.0.0/0`,
        };
      }
      const use = purpose === 'health' ? 'where the health check asks' : 'where requests go';
      return admitted === false
        ? {
            text: `${instance?.id} (${to.join(', ')}) does not admit the load balancer (${from.join(', ')}) to port ${port}, ${use}`,
            paste: `aws ec2 authorize-security-group-ingress --group-id ${to[0]} --protocol tcp --port ${port} --source-group ${from[0]}`,
          }
        : {
            text: `the load balancer (${from.join(', ')}) may not go out to port ${port} of ${instance?.id}, ${use}`,
            paste:
              `aws ec2 authorize-security-group-egress --group-id ${from[0]} --ip-permissions ` +
              `IpProtocol=tcp,FromPort=${port},ToPort=${port},UserIdGroupPairs=[{GroupId=${to[0]}}]`,
          };
    });
    const outside = shut.some(({ purpose }) => purpose === 'clients');
    return {
      question: outside ? 'load-balancer' : 'security-group',
      hop: outside ? 'tcp' : 'host',
      title: outside ? 'no security group admits clients to the load balancer' : 'the security groups keep the load balancer from the host',
      detail: lines.map(({ text }) => text).join('; '),
      paste: lines.map(({ paste }) => paste).join('\n'),
    };
  },
};
