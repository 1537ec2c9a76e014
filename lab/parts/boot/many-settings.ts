import { join } from 'node:path';
import { GetParametersCommand } from '@aws-sdk/client-ssm';
import { succeeded } from '../../cdk';
import type { Lab } from '../../lab';
import { readZones } from '../../load-balancer/names';
import { projectFolder } from '../../project';
import { readService } from '../../service';
import { onlyInstance } from '../boot';
import { holds, same } from '../claims';
import { launchTemplate, userData } from '../deploy/launch-template';
import type { Show } from '../deploy/load-balancer';
import { inside } from './inspect';
import { MANY_SETTINGS, manyDomain, manySecrets, manyVariables } from './many';

/** A host whose settings are in user data, in an asset and in parameters. */
export async function showManySettings(lab: Lab, show: Show): Promise<void> {
  await show(
    {
      id: 'many-settings',
      claim: '200 variables and 100 secrets of the same stack deploy, boot and reach the application; user data stays below its limit.',
      how:
        'cdk deploy of a stack of its own; DescribeLaunchTemplateVersions, GetParameters, the environment of the JVM, ' +
        'and how long websocket-prepare took.',
      parts: ['aws-cdk', 'CloudFormation', 'AWS APIs', 'IAM', 'S3', 'cloud-init', 'systemd', 'agent', 'Spring Boot'],
    },
    async () => {
      const jar = join(projectFolder(), 'examples', 'chat', 'target', 'chat.jar');
      const [zone] = await readZones(lab.aws.route53, lab.zone);
      const context = { jar, zone: lab.zone, zoneId: (zone?.Id ?? '').replace('/hostedzone/', '') };
      const command = ['deploy', '--require-approval', 'never', '--progress', 'events'];
      const { seconds } = succeeded(await lab.cdk(command, { app: 'many-settings', context }), 'cdk deploy of many settings');
      const service = await readService(lab.aws, MANY_SETTINGS, `${manyDomain}.${lab.zone}`);
      const instance = await onlyInstance(lab, service);
      const pid = await instance.unit('spring-boot.service', 'MainPID');
      const environment = await inside(instance, `tr '\\0' '\\n' < /proc/${pid}/environ | grep -E '^(VARIABLE|SECRET)_' | sort`);
      const wanted = Object.entries({ ...manyVariables(), ...manySecrets() }).map((pair) => pair.join('='));
      same('the application has', environment.split('\n').sort(), wanted.sort());
      const text = userData(await launchTemplate(lab.aws, service));
      holds(Buffer.byteLength(text) <= 16_384, `user data has ${Buffer.byteLength(text)} bytes`);
      const names = service.ids('AWS::SSM::Parameter');
      const { Parameters = [] } = await lab.aws.ssm.send(new GetParametersCommand({ Names: names.slice(0, 10) }));
      holds(
        names.length > 0 && Parameters.every(({ Value = '' }) => Value.length <= 4096),
        `the parameters have ${Parameters.map(({ Value = '' }) => Value.length).join(', ') || 'no'} characters`,
      );
      const took = await inside(
        instance,
        'for each in ActiveEnter InactiveExit; do systemctl show -p ${each}TimestampMonotonic --value websocket-prepare; done',
      );
      const [end, start] = took.split('\n').map(Number);
      return (
        `all ${wanted.length} are in the environment of the JVM after a deployment of ${seconds} s; ` +
        `user data has ${Buffer.byteLength(text)} bytes, ${names.length} parameters have the rest; ` +
        `jar, settings and secrets were fetched in ${((end - start) / 1e6).toFixed(1)} s`
      );
    },
  );
}
