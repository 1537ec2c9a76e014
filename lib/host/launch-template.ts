import { Size, Tags } from 'aws-cdk-lib';
import {
  BlockDeviceVolume,
  type CfnLaunchTemplate,
  EbsDeviceVolumeType,
  type ISecurityGroup,
  LaunchTemplate,
  type UserData,
} from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { NGINX_KEEPALIVE_SECONDS } from '../chain/timeouts';
import type { HostCapacity } from './host-capacity';
import type { HostImageConfig } from './host-image-options';
import { exceptRules } from '../spring/rule-exception';

/** What a host is started with. */
interface LaunchParts {
  readonly image: HostImageConfig;
  readonly capacity: HostCapacity;
  readonly userData: UserData;
  readonly role: IRole;
  readonly securityGroups: readonly ISecurityGroup[];
  readonly diskKey?: IKey;
  readonly publicAddress: boolean;
}

/** The launch template of the hosts: encrypted disk, IMDSv2, no key pair. */
export function hostLaunchTemplate(scope: Construct, parts: LaunchParts): LaunchTemplate {
  const { image, capacity } = parts;
  const [securityGroup, ...further] = parts.securityGroups;
  const template = new LaunchTemplate(scope, 'LaunchTemplate', {
    machineImage: image.machineImage,
    instanceType: capacity._instanceType,
    userData: parts.userData,
    role: parts.role,
    securityGroup,
    associatePublicIpAddress: parts.publicAddress,
    requireImdsv2: true,
    httpPutResponseHopLimit: 1,
    blockDevices: [
      {
        deviceName: image.rootDevice ?? '/dev/xvda',
        // EC2 keeps a volume that is not the image's own root, whatever an image calls that.
        volume: BlockDeviceVolume.ebs(Size.gibibytes(capacity._diskGiB).toGibibytes(), {
          encrypted: true,
          kmsKey: parts.diskKey,
          volumeType: EbsDeviceVolumeType.GP3,
          deleteOnTermination: true,
        }),
      },
    ],
  });
  further.forEach((group) => template.addSecurityGroup(group));
  Tags.of(template).add('Name', scope.node.path);
  // Quiet sockets outlive the security group's connection tracking, which on newer instances forgets after 350 s.
  (template.node.defaultChild as CfnLaunchTemplate).addPropertyOverride(
    'LaunchTemplateData.NetworkInterfaces.0.ConnectionTrackingSpecification.TcpEstablishedTimeout',
    NGINX_KEEPALIVE_SECONDS,
  );
  if (parts.publicAddress) {
    exceptRules(
      template,
      ['CKV_AWS_88'],
      'In a public subnet its own address is the way to package mirrors; only the load balancer gets in.',
    );
  }
  return template;
}
