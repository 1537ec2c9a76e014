import { Annotations, Token } from 'aws-cdk-lib';
import { type MixedInstancesPolicy, SpotAllocationStrategy } from 'aws-cdk-lib/aws-autoscaling';
import type { ILaunchTemplate, InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { checkKinds } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import type { GroupSize } from './group-size';
import type { AutoScalingOptions } from './host-capacity-options';
import { SPOT_KINDS } from './host-kinds';

/** Of which types hosts are, and how they are paid for, where there is a choice. */
export interface Purchase {
  /** In the order in which On-Demand Instances are taken. */
  readonly types?: readonly InstanceType[];
  readonly spot?: { readonly onDemandBaseCapacity: number; readonly onDemandPercentageAboveBaseCapacity: number };
}

/** What Auto Scaling allows. */
const MOST_TYPES = 40;

/** What the options of HostCapacity.autoScaling say of it; undefined where all hosts are On-Demand Instances of one type. */
export function purchaseOf(options: AutoScalingOptions, { min }: GroupSize): Purchase | undefined {
  const { instanceTypes: types, instanceType, spot, maxCapacity } = options;
  if (types && instanceType) {
    throw refusal('instanceType and instanceTypes exclude each other: write all types into instanceTypes, the preferred one first');
  }
  checkTypes(types);
  if (!spot) {
    return types && { types };
  }
  checkKinds(spot, SPOT_KINDS);
  const { onDemandBaseCapacity = min, onDemandPercentageAboveBaseCapacity = 0 } = spot;
  checkWhole('onDemandBaseCapacity', onDemandBaseCapacity, maxCapacity, 'hosts, up to maxCapacity');
  checkWhole('onDemandPercentageAboveBaseCapacity', onDemandPercentageAboveBaseCapacity, 100, 'percent, 0 to 100');
  if (onDemandBaseCapacity === maxCapacity || onDemandPercentageAboveBaseCapacity === 100) {
    throw refusal(
      `spot leaves no host to Spot Instances: onDemandBaseCapacity is ${onDemandBaseCapacity} of at most ${maxCapacity} hosts, ` +
        `onDemandPercentageAboveBaseCapacity ${onDemandPercentageAboveBaseCapacity}; give less of one, or leave spot out`,
    );
  }
  return { types, spot: { onDemandBaseCapacity, onDemandPercentageAboveBaseCapacity } };
}

/** One image and one sizing are for all of them. */
function checkTypes(types: readonly InstanceType[] | undefined): void {
  if (!types) {
    return;
  }
  const names = types.map((type) => type.toString());
  if (types.length < 1 || types.length > MOST_TYPES) {
    throw refusal(`instanceTypes has ${types.length} types: give 1 to ${MOST_TYPES}`);
  }
  if (names.some((name) => Token.isUnresolved(name))) {
    throw refusal("instanceTypes has one that is known only on AWS: give names, such as new InstanceType('m7g.large')");
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw refusal(`instanceTypes has ${twice} twice: give each type once`);
  }
  const other = types.find(({ architecture }) => architecture !== types[0].architecture);
  if (other) {
    throw refusal(
      `instanceTypes has ${names[0]} (${types[0].architecture}) and ${other.toString()} (${other.architecture}), ` +
        'but all hosts start from one image: give types of one architecture',
    );
  }
}

function checkWhole(prop: string, value: number, most: number, what: string): void {
  if (Token.isUnresolved(value) || !Number.isInteger(value) || value < 0 || value > most) {
    throw refusal(`spot.${prop} is ${Token.isUnresolved(value) ? 'known only on AWS' : value}: give a whole number of ${what}`);
  }
}

/** The same as an Auto Scaling group has it. Spot Instances that are likely to be interrupted are replaced before. */
export function mixedInstances(
  scope: Construct,
  launchTemplate: ILaunchTemplate,
  { types = [], spot }: Purchase,
): { mixedInstancesPolicy: MixedInstancesPolicy; capacityRebalance?: boolean } {
  if (spot && types.length < 2) {
    Annotations.of(scope).addWarningV2(
      'cdk-spring-websocket:spotOneType',
      'spot has one instance type: where EC2 has no Spot capacity of it, hosts are interrupted and none comes instead; ' +
        'give several types in instanceTypes, such as m7g.large, m6g.large, m8g.large and r7g.large',
    );
  }
  return {
    mixedInstancesPolicy: {
      launchTemplate,
      launchTemplateOverrides: types.length > 0 ? types.map((instanceType) => ({ instanceType })) : undefined,
      instancesDistribution: spot && { ...spot, spotAllocationStrategy: SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED },
    },
    capacityRebalance: spot && true,
  };
}
