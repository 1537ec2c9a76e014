import { AutoScalingClient, DescribeAutoScalingInstancesCommand } from '@aws-sdk/client-auto-scaling';
import { EC2Client, paginateDescribeSecurityGroups, type SecurityGroup } from '@aws-sdk/client-ec2';
import { STSClient } from '@aws-sdk/client-sts';

/** What the machines ask the emulator, with its root key. */
export class Emulated {
  readonly sts: STSClient;
  private readonly ec2: EC2Client;
  private readonly autoScaling: AutoScalingClient;

  constructor(endpoint: string, region: string) {
    const connection = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    this.sts = new STSClient(connection);
    this.ec2 = new EC2Client(connection);
    this.autoScaling = new AutoScalingClient(connection);
  }

  async securityGroups(): Promise<SecurityGroup[]> {
    const groups: SecurityGroup[] = [];
    for await (const page of paginateDescribeSecurityGroups({ client: this.ec2 }, {})) {
      groups.push(...(page.SecurityGroups ?? []));
    }
    return groups;
  }

  /**
   * "Retrieve the target lifecycle state through instance metadata" (Auto Scaling User Guide): Terminated from the moment the group
   * lets it go.
   */
  async targetLifecycleState(instanceId: string): Promise<string> {
    const { AutoScalingInstances = [] } = await this.autoScaling.send(
      new DescribeAutoScalingInstancesCommand({ InstanceIds: [instanceId] }),
    );
    return /^Terminat/.test(AutoScalingInstances[0]?.LifecycleState ?? '') ? 'Terminated' : 'InService';
  }
}
