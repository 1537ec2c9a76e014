import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Subnet, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { IngressListener, SpringWebSocketService, type SpringWebSocketServiceProps } from '../../lib';
import { app, chat, routes } from './synthesized';

const service = (props: (stack: Stack) => Partial<SpringWebSocketServiceProps>) => () => {
  const stack = new Stack(app(), 'Stack');
  return new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, ...props(stack) });
};
const attributes = (availabilityZones: string[], publicSubnetIds: string[]) => (stack: Stack) => ({
  vpc: Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones, publicSubnetIds }),
});
const list = (stack: Stack) => Fn.split(',', new CfnParameter(stack, 'List').valueAsString);
const onlyZone = /^vpc Stack\/Vpc has subnets for the load balancer in one zone \(.*\), but a load balancer needs two: give a vpc with two/;

test.each<[string, (stack: Stack) => Partial<SpringWebSocketServiceProps>]>([
  ['of this app', (stack) => ({ vpc: new Vpc(stack, 'Vpc', { maxAzs: 1 }) })],
  ['that was imported', attributes(['eu-west-1a'], ['p1'])],
  ['with several subnets in it', attributes(['eu-west-1a', 'eu-west-1a'], ['p1', 'p2'])],
  [
    'that was chosen for the load balancer',
    (stack) => {
      const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 });
      return { vpc, listener: IngressListener.newLoadBalancer({ vpcSubnets: { subnets: [vpc.publicSubnets[0]!] } }) };
    },
  ],
  [
    'inside',
    (stack) => ({ vpc: new Vpc(stack, 'Vpc', { maxAzs: 1 }), listener: IngressListener.newLoadBalancer({ internetFacing: false }) }),
  ],
])('fails with a single zone %s', (_title, props) => {
  expect(service(props)).toThrow(onlyZone);
});

test.each<[string, (stack: Stack) => Partial<SpringWebSocketServiceProps>]>([
  ['two zones', (stack) => ({ vpc: new Vpc(stack, 'Vpc', { maxAzs: 2 }) })],
  ['a single Local Zone, which AWS takes', attributes(['us-west-2-lax-1a'], ['p1'])],
  ['zones that only AWS knows', (stack) => attributes(list(stack), ['p1', 'p2'])(stack)],
  ['subnets that only AWS knows', (stack) => attributes(['eu-west-1a'], list(stack))(stack)],
  [
    'subnets whose zones are not known',
    (stack) => {
      const subnets = ['p1', 'p2'].map((id) => Subnet.fromSubnetId(stack, id, id));
      const listener = IngressListener.newLoadBalancer({ vpcSubnets: { subnets } });
      return { ...attributes(['eu-west-1a'], ['p1'])(stack), vpcSubnets: { subnetType: SubnetType.PUBLIC }, listener };
    },
  ],
])('does not fail with %s', (_title, props) => {
  expect(service(props)).not.toThrow();
});
