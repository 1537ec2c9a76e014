/** What Auto Scaling asks the hypervisor for, as the emulator's plug-in sends it. */
export interface LaunchRequest {
  readonly instanceId: string;
  readonly imageId: string;
  readonly instanceType: string;
  /** base64, as EC2 has it. */
  readonly userData: string;
  readonly roleName?: string;
  readonly roleArn?: string;
  readonly launchTime: string;
  readonly subnetId: string;
  readonly availabilityZone?: string;
  /** As the launch template has them. */
  readonly metadataOptions?: { readonly HttpTokens?: 'optional' | 'required'; readonly HttpPutResponseHopLimit?: number };
  readonly vpcId?: string;
  readonly privateIp?: string;
  readonly securityGroupIds: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly stackName?: string;
}

/** What the next instances have, for those who want them small. */
export interface Hardware {
  readonly diskMebibytes: number;
  readonly logMebibytes?: number;
  readonly memoryMebibytes?: number;
}

const REQUIRED = ['instanceId', 'imageId', 'instanceType', 'userData', 'launchTime', 'subnetId'] as const;

/** Reads a request; one sentence for what is wrong with it. */
export function launchRequest(document: unknown): LaunchRequest {
  const given = (typeof document === 'object' && document !== null ? document : {}) as Record<string, unknown>;
  const missing = REQUIRED.find((name) => typeof given[name] !== 'string');
  if (missing) {
    throw new Error(`${missing} is ${JSON.stringify(given[missing])}: give a text`);
  }
  if (!/^i-[0-9a-f]{8,17}$/.test(String(given.instanceId))) {
    throw new Error(`instanceId is '${String(given.instanceId)}': give one like i-0123456789abcdef0`);
  }
  if (!Array.isArray(given.securityGroupIds) || given.securityGroupIds.length === 0) {
    throw new Error('securityGroupIds is empty: every network interface in a VPC has a security group');
  }
  return { ...(given as unknown as LaunchRequest), tags: (given.tags ?? {}) as Record<string, string> };
}
