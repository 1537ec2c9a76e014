import { Token } from 'aws-cdk-lib';
import { CfnVPC, type IVpc, type SubnetSelection, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { WebSocketHost } from '../host/web-socket-host';
import { refusal } from '../spring/refusal';
import { differ, shown } from './in-app';

const VPC = CfnVPC.CFN_RESOURCE_TYPE_NAME;

/** Refuses a load balancer that is in another VPC than the host and so than its target group. */
export function checkSameVpc(host: WebSocketHost, { node, vpc }: IApplicationLoadBalancer): void {
  if (vpc?.vpcId === host.vpc.vpcId) return;
  if (host.node.tryFindChild('Vpc')) {
    throw refusal(
      `host ${host.node.path} is given no vpc and makes one of its own, in which load balancer ${node.path} is not: ` +
        "give the host the load balancer's vpc",
      host,
    );
  }
  if (vpc && differ(vpc.vpcId, host.vpc.vpcId, VPC)) {
    throw refusal(
      `host ${host.node.path} is in VPC ${shown(host.vpc.vpcId, VPC)}, but load balancer ${node.path} in ${shown(vpc.vpcId, VPC)}: ` +
        "give the host the load balancer's vpc",
      host,
    );
  }
}

/** A Local Zone, such as `us-west-2-lax-1a`, which may be a load balancer's only one. */
const LOCAL_ZONE = /^[a-z]+(-[a-z]+)+-\d+-/;

/** Refuses subnets of a single Availability Zone, of which AWS makes no load balancer. */
export function checkZones(vpc: IVpc, given: SubnetSelection | undefined, internetFacing: boolean): void {
  const selected = vpc.selectSubnets(given ?? (internetFacing ? { subnetType: SubnetType.PUBLIC } : {}));
  // Subnets that were imported one by one may have no zone to ask for.
  const zones = given?.subnets ? selected.subnetIds : selected.availabilityZones;
  const known = !Token.isUnresolved(selected.subnetIds) && !zones.some((zone) => Token.isUnresolved([zone]));
  if (known && new Set(zones).size === 1 && !LOCAL_ZONE.test(zones[0])) {
    throw refusal(
      `vpc ${vpc.node.path} has subnets for the load balancer in one zone (${selected.subnets[0].node.id}), ` +
        'but a load balancer needs two: give a vpc with two zones, or other vpcSubnets of the listener',
      vpc,
    );
  }
}
