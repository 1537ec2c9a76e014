import { Annotations, Stack, Stage } from 'aws-cdk-lib';
import { IpAddresses, type IVpc, type SubnetSelection, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { type IDependable } from 'constructs';
import type { Construct } from 'constructs';
import { refusal } from '../spring/refusal';
import { exceptRules, inBothPacks } from '../spring/rule-exception';

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
export function hostVpc(
  scope: Construct,
  props: { readonly vpc?: IVpc; readonly vpcSubnets?: SubnetSelection; readonly offline?: boolean },
): Placement {
  if (!props.vpc) {
    warnOfSeveral(scope);
  }
  const vpc = props.vpc ?? newVpc(scope);
  const subnets = props.vpcSubnets ?? { subnetType: defaultType(vpc) };
  const selected = vpc.selectSubnets(subnets);
  const withEgress = [...vpc.publicSubnets, ...vpc.privateSubnets].map(({ subnetId }) => subnetId);
  // Before a look-up, CDK's placeholder has the same subnets both private and isolated.
  const isolated = vpc.isolatedSubnets.map(({ subnetId }) => subnetId).filter((id) => !withEgress.includes(id));
  const stranded = selected.subnets.find(({ subnetId }) => isolated.includes(subnetId));
  if (stranded && !props.offline) {
    throw refusal(
      `vpcSubnets has isolated subnets (${stranded.node.id}), ` +
        'from which a host reaches no package mirror and no AWS service: choose subnets with egress, ' +
        'or set offline to true when the VPC has a package mirror, an S3 gateway endpoint and interface endpoints for cloudformation, ' +
        'elasticloadbalancing, logs, secretsmanager and ssm',
      scope,
    );
  }
  const publicIds = vpc.publicSubnets.map(({ subnetId }) => subnetId);
  const open = selected.subnetIds.filter((id) => publicIds.includes(id));
  if (open.length > 0 && open.length < selected.subnetIds.length) {
    throw refusal(
      'vpcSubnets has public and private subnets, of which only the public ones give a host an address: choose subnets of one kind',
      scope,
    );
  }
  return {
    vpc,
    subnets,
    publicAddress: open.length > 0,
    internet: selected.internetConnectivityEstablished,
  };
}

/** The first host of an app or stage that made a network for itself. */
const first = new WeakMap<Stage, Construct>();

function warnOfSeveral(scope: Construct): void {
  const stage = Stage.of(scope)!;
  const other = first.get(stage);
  first.set(stage, other ?? scope);
  if (other && Stack.of(other).environment === Stack.of(scope).environment) {
    Annotations.of(scope).addWarningV2(
      'cdk-spring-websocket:severalVpcs',
      `vpc is not given, so a second VPC is made beside that of ${other.node.path}, and a region has five at first: ` +
        'give all services one vpc, such as that of the first (service.host.vpc)',
    );
  }
}

function defaultType({ privateSubnets, publicSubnets }: IVpc): SubnetType {
  if (privateSubnets.length > 0) return SubnetType.PRIVATE_WITH_EGRESS;
  return publicSubnets.length > 0 ? SubnetType.PUBLIC : SubnetType.PRIVATE_ISOLATED;
}

/**
 * Two zones, public subnets only and no NAT gateway: hosts reach package mirrors by themselves, and nobody but the load balancer
 * reaches them.
 */
function newVpc(scope: Construct): Vpc {
  const vpc = new Vpc(scope, 'Vpc', {
    ipAddresses: IpAddresses.cidr('10.0.0.0/16'),
    maxAzs: 2,
    natGateways: 0,
    // Hosts ask for their addresses themselves; what else may come into these subnets gets none unasked.
    subnetConfiguration: [{ name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false }],
    restrictDefaultSecurityGroup: false,
  });
  exceptRules(
    vpc,
    inBothPacks('VPCNoUnrestrictedRouteToIGW'),
    'Clients and package mirrors are on the internet; security groups say who gets in.',
  );
  exceptRules(
    vpc,
    inBothPacks('VPCDefaultSecurityGroupClosed'),
    'Nothing is in the default group; CloudFormation cannot close it without a Lambda function.',
  );
  return vpc;
}
