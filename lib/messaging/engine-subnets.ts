import { Token } from 'aws-cdk-lib';
import { type IVpc, type SelectedSubnets, type SubnetSelection, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { refusal } from '../spring/refusal';

/** Where an engine's nodes are: in two zones at least, so that one may fail. */
export function engineSubnets(scope: Construct, vpc: IVpc, given?: SubnetSelection): SelectedSubnets {
  const selected = vpc.selectSubnets(given ?? { subnetType: defaultType(vpc) });
  const zones = new Set(selected.availabilityZones);
  if (zones.size < 2 && !Token.isUnresolved(selected.availabilityZones)) {
    throw refusal(
      `vpcSubnets of the messaging are in ${zones.size === 0 ? 'no zone' : 'one zone'} only, ` +
        'and its nodes must be in two, so that one takes over from the other: select subnets of two zones',
      scope,
    );
  }
  return selected;
}

function defaultType({ privateSubnets, isolatedSubnets }: IVpc): SubnetType {
  if (privateSubnets.length > 0) return SubnetType.PRIVATE_WITH_EGRESS;
  return isolatedSubnets.length > 0 ? SubnetType.PRIVATE_ISOLATED : SubnetType.PUBLIC;
}
