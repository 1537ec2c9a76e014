import { Token } from 'aws-cdk-lib';
import type { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { refusal } from '../spring/refusal';
import type { HostMachineOptions } from './host-capacity-options';

/** What an instance type has. */
export interface Machine {
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** Hosts may have more. */
  readonly smallest?: boolean;
}

/** What every host has at least, whichever of the types it is. */
export function smallestMachine(prop: string, types: readonly InstanceType[], given: HostMachineOptions): Machine {
  const machines = types.map((type) => machine(prop, type, given));
  return {
    memoryMiB: Math.min(...machines.map(({ memoryMiB }) => memoryMiB)),
    vcpus: Math.min(...machines.map(({ vcpus }) => vcpus)),
    ...(types.length > 1 ? { smallest: true } : {}),
  };
}

/** GiB of memory a vCPU, from the fifth generation on; earlier ones and c5n have other ratios. */
const MEMORY_A_VCPU: Record<string, number> = { c: 2, m: 4, r: 8 };
/** The burstable families (t3, t3a, t4g), in GiB; all have 2 vCPUs up to large. */
const BURSTABLE_MEMORY: Record<string, number> = { nano: 0.5, micro: 1, small: 2, medium: 4, large: 8, xlarge: 16, '2xlarge': 32 };

/** What AWS's instance type pages say of the families that proxy and application hosts are made of. */
function machine(prop: string, type: InstanceType, given: HostMachineOptions): Machine {
  const name = type.toString();
  const [family, size] = Token.isUnresolved(name) ? ['', ''] : name.split('.');
  if (XEN.test(family) && name !== 'i3.metal') {
    throw refusal(
      `${prop} is ${name}, which is not built on the Nitro System, ` +
        'so EC2 refuses the connection tracking timeout that sockets need: take a newer type, such as t3.small or m7i.large',
    );
  }
  const vcpus = given.vcpus ?? vcpusOf(family, size);
  const memoryMiB = given.memory?.toMebibytes() ?? memoryOf(family, size);
  if (vcpus === undefined || memoryMiB === undefined) {
    throw refusal(
      `${prop} is ${name}, whose memory this library does not know: give memory and vcpus beside it, such as Size.gibibytes(8) and 2`,
    );
  }
  return { memoryMiB, vcpus };
}

/** Families on the Xen hypervisor (EC2 Instance Types guide, "Instances built on the AWS Nitro System" lists the others). */
const XEN = /^(?:t[12]|m[1-4]|c[1-4]|cc\d|cg1|cr1|r[34]|i[23]|hi1|hs1|h1|d2|x1e?|f1|g[23]s?|p[23])$/;

const BURSTABLE = /^t(?:3a?|4g)$/;
const REGULAR = /^(?!c5n$)([cmr])(?:[5-9]|\d\d)/;

function vcpusOf(family: string, size: string): number | undefined {
  const [, multiple] = /^(\d*)xlarge$/.exec(size) ?? [];
  if (multiple !== undefined) return 4 * Number(multiple || 1);
  if (!(size in BURSTABLE_MEMORY)) return undefined;
  return BURSTABLE.test(family) ? 2 : { medium: 1, large: 2 }[size];
}

function memoryOf(family: string, size: string): number | undefined {
  const vcpus = vcpusOf(family, size);
  const perVcpu = MEMORY_A_VCPU[REGULAR.exec(family)?.[1] ?? ''];
  const gib = BURSTABLE.test(family) ? BURSTABLE_MEMORY[size] : vcpus && perVcpu && perVcpu * vcpus;
  return gib === undefined ? undefined : gib * 1024;
}
