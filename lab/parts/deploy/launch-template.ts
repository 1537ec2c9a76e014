import { DescribeLaunchTemplateVersionsCommand, type ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import { GetInstanceProfileCommand } from '@aws-sdk/client-iam';
import type { Cloud } from '../../cloud';
import { type Service } from '../../service';
import { holds, same } from '../claims';
import type { Show } from './load-balancer';
import { hostRole } from './role';

/** A stack's launch template as EC2 has it. */
export async function launchTemplate(aws: Cloud['aws'], service: Service): Promise<ResponseLaunchTemplateData> {
  const LaunchTemplateId = service.id('AWS::EC2::LaunchTemplate');
  const { LaunchTemplateVersions = [] } = await aws.ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: ['$Latest'] }),
  );
  const data = LaunchTemplateVersions[0]?.LaunchTemplateData;
  holds(data, `launch template ${LaunchTemplateId} has no version`);
  return data;
}

/** A launch template's user data, as a host reads it. */
export function userData(template: ResponseLaunchTemplateData): string {
  return Buffer.from(template.UserData ?? '', 'base64').toString('utf8');
}

/** What hosts are started from. */
export async function showLaunchTemplate({ aws }: Cloud, service: Service, show: Show): Promise<void> {
  const template = await launchTemplate(aws, service);
  await show(
    { id: 'metadata', claim: 'Hosts have IMDSv2 only, with one hop.', how: 'DescribeLaunchTemplateVersions.', parts: ['AWS APIs'] },
    () => {
      same('metadata options', [template.MetadataOptions?.HttpTokens, template.MetadataOptions?.HttpPutResponseHopLimit], ['required', 1]);
      return 'HttpTokens required, HttpPutResponseHopLimit 1';
    },
  );
  await show(
    {
      id: 'machine',
      claim: "The instance type is the one asked for, there is no key pair, and the host has the role's profile.",
      how: 'DescribeLaunchTemplateVersions, GetInstanceProfile.',
      parts: ['AWS APIs'],
    },
    async () => {
      same('InstanceType', template.InstanceType, 't3.small');
      same('KeyName', template.KeyName, undefined);
      holds(/^ami-/.test(template.ImageId ?? ''), `ImageId is ${template.ImageId}`);
      const { Arn, Name = Arn?.split('/').pop() } = template.IamInstanceProfile ?? {};
      holds(Name, 'there is no instance profile');
      const { InstanceProfile } = await aws.iam.send(new GetInstanceProfileCommand({ InstanceProfileName: Name }));
      same(
        `roles of the profile ${Name}`,
        InstanceProfile?.Roles?.map(({ RoleName }) => RoleName),
        [hostRole(service)],
      );
      return `t3.small from ${template.ImageId}, no key pair, profile ${Name} of role ${hostRole(service)}`;
    },
  );
  await show(
    {
      id: 'disk',
      claim: 'The root disk is encrypted and goes with its host.',
      how: 'DescribeLaunchTemplateVersions.',
      parts: ['AWS APIs', 'EC2'],
    },
    () => {
      const [disk] = template.BlockDeviceMappings ?? [];
      same(
        'disk',
        [disk?.DeviceName, disk?.Ebs?.Encrypted, disk?.Ebs?.VolumeType, disk?.Ebs?.VolumeSize, disk?.Ebs?.DeleteOnTermination],
        ['/dev/xvda', true, 'gp3', 16, true],
      );
      return '/dev/xvda, gp3, 16 GiB, encrypted, deleted with the host';
    },
  );
  await show(
    {
      id: 'connection-tracking',
      claim: 'Connection tracking keeps quiet sockets for as long as nginx does.',
      how: "DescribeLaunchTemplateVersions; what it does rests on EC2's documentation.",
      parts: ['AWS APIs'],
    },
    () => {
      const [nic] = template.NetworkInterfaces ?? [];
      same('TcpEstablishedTimeout', nic?.ConnectionTrackingSpecification?.TcpEstablishedTimeout, 4100);
      return 'TcpEstablishedTimeout 4100 s';
    },
  );
  await show(
    {
      id: 'user-data',
      claim: 'User data fits, is readable, and leaves room.',
      how: 'DescribeLaunchTemplateVersions, decoded.',
      parts: ['AWS APIs'],
    },
    () => {
      const text = userData(template);
      const bytes = Buffer.byteLength(text);
      holds(bytes <= 16_384, `it has ${bytes} bytes, but EC2 takes 16384`);
      holds(text.includes('#cloud-config') && text.includes('etc/websocket-host/nginx.conf'), 'it holds no cloud-config with nginx.conf');
      holds(!text.includes('${Token['), "it holds an unresolved token of CDK's");
      return `${bytes} of 16384 bytes, ${16_384 - bytes} left`;
    },
  );
}
