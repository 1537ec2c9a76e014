import { IpAddresses, type IVpc, type SubnetSelection, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { type IDependable } from 'constructs';
import type { Construct } from 'constructs';
import { exceptRules } from './rule-exception';

/** Where hosts stand. */
export interface Placement {
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection;
  /** Hosts of public subnets need an address of their own to reach package mirrors. */
  readonly publicAddress: boolean;
  /** What must exist before a host can reach the internet. */
  readonly internet: IDependable;
}

/** The given network, or a new one without a NAT gateway. */
export function hostVpc(scope: Construct, props: { readonly vpc?: IVpc; readonly vpcSubnets?: SubnetSelection; readonly offline?: boolean }): Placement {
  const vpc =
    props.vpc ??
    newVpc(scope);
  const subnets = props.vpcSubnets ?? { subnetType: defaultType(vpc) };
  const selected = vpc.selectSubnets(subnets);
  const withEgress = [...vpc.publicSubnets, ...vpc.privateSubnets].map(({ subnetId }) => subnetId);
  // Before a look-up, CDK's placeholder has the same subnets both private and isolated.
  const isolated = vpc.isolatedSubnets.map(({ subnetId }) => subnetId).filter((id) => !withEgress.includes(id));
  const stranded = selected.subnets.find(({ subnetId }) => isolated.includes(subnetId));
  if (stranded && !props.offline) {
    throw new Error(
      `vpcSubnets has isolated subnets (${stranded.node.id}), from which a host reaches no package mirror and no AWS service: choose subnets with egress, ` +
        'or set offline to true when the VPC has a package mirror, an S3 gateway endpoint and interface endpoints for cloudformation, ' +
        'elasticloadbalancing, logs, secretsmanager and ssm',
    );
  }
  const publicIds = vpc.publicSubnets.map(({ subnetId }) => subnetId);
  const open = selected.subnetIds.filter((id) => publicIds.includes(id));
  if (open.length > 0 && open.length < selected.subnetIds.length) {
    throw new Error('vpcSubnets has public and private subnets, of which only the public ones give a host an address: choose subnets of one kind');
  }
  return {
    vpc,
    subnets,
    publicAddress: open.length > 0,
    internet: selected.internetConnectivityEstablished,
  };
}

function defaultType({ privateSubnets, publicSubnets }: IVpc): SubnetType {
  return privateSubnets.length > 0 ? SubnetType.PRIVATE_WITH_EGRESS : publicSubnets.length > 0 ? SubnetType.PUBLIC : SubnetType.PRIVATE_ISOLATED;
}

/** Two zones, public subnets only and no NAT gateway: hosts reach package mirrors by themselves, and nobody but the load balancer reaches them. */
function newVpc(scope: Construct): Vpc {
  const vpc = new Vpc(scope, 'Vpc', {
    ipAddresses: IpAddresses.cidr('10.0.0.0/16'),
    maxAzs: 2,
    natGateways: 0,
    // Hosts ask for their addresses themselves; what else may come into these subnets gets none unasked.
    subnetConfiguration: [{ name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false }],
    restrictDefaultSecurityGroup: false,
  });
  exceptRules(vpc, ['NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW'], 'Clients and package mirrors are on the internet; security groups say who gets in.');
  exceptRules(vpc, ['NIST.800.53.R5-VPCDefaultSecurityGroupClosed'], 'Nothing is in the default group; CloudFormation cannot close it without a Lambda function.');
  return vpc;
}
