import type { Lab } from '../../lab';
import type { Instance } from '../../machines/instance';
import { until } from '../../machines/command';
import { holds, same } from '../claims';
import type { Show } from './events';
import { inside, insideAnyway } from './inspect';

/** What cloud-init says of the first boot. */
export async function showCloudInit(_lab: Lab, instance: Instance, show: Show): Promise<void> {
  await until(async () => (await insideAnyway(instance, 'cloud-init status')).includes('done'), 30, 500);
  await show(
    {
      id: 'cloud-init-done',
      claim: 'cloud-init ends without an error or a warning.',
      how: '`cloud-init status --format json` on the host.',
      parts: ['cloud-init', 'Debian 13', 'apt'],
    },
    async () => {
      const status = JSON.parse((await instance.run(['cloud-init', 'status', '--format', 'json'])).stdout) as {
        status: string;
        extended_status: string;
        errors: string[];
        recoverable_errors: object;
      };
      same('status', [status.extended_status ?? status.status, status.errors, status.recoverable_errors], ['done', [], {}]);
      return 'done, no errors, no recoverable errors';
    },
  );
  await show(
    {
      id: 'schema',
      claim: "The cloud-config fits cloud-init's schema.",
      how: '`cloud-init schema --system` on the host.',
      parts: ['cloud-init'],
    },
    async () => {
      const valid = (await inside(instance, 'cloud-init schema --system'))
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.startsWith('Valid schema'));
      holds(
        valid.some((line) => line.includes('user-data')),
        `it says ${valid.join(', ') || 'nothing valid'}`,
      );
      return valid.join(', ');
    },
  );
  await show(
    {
      id: 'datasource',
      claim: "The data come from EC2's metadata service, asked with IMDSv2.",
      how: '`cloud-init query` on the host; a request without a token.',
      parts: ['cloud-init', 'EC2'],
    },
    async () => {
      same('platform', await inside(instance, 'cloud-init query platform'), 'ec2');
      const status = await inside(instance, "curl -s -o /dev/null -w '%{http_code}' http://169.254.169.254/latest/meta-data/instance-id");
      same('status of a request without a token', status, '401');
      same('instance id', await inside(instance, 'cloud-init query instance_id'), instance.id);
      return `datasource Ec2, ${instance.id}; without a token the service answers 401`;
    },
  );
  await show(
    {
      id: 'packages',
      claim: "The first boot installs nginx and Java from the distribution's packages, and the distribution's own nginx never starts.",
      how: "apt's history, `dpkg-query` and `systemctl` on the host.",
      parts: ['apt', 'systemd', 'Debian 13'],
    },
    async () => {
      const versions = await inside(instance, "dpkg-query -W -f '${Package} ${Version}, ' nginx openjdk-21-jre-headless");
      same('nginx.service', await insideAnyway(instance, 'systemctl is-enabled nginx.service'), 'masked');
      holds(!(await instance.journal('nginx.service')).includes('Started'), "the distribution's nginx was started");
      const installed = await inside(instance, "sed -n 's/^Install: //p' /var/log/apt/history.log");
      ['nginx', 'openjdk-21-jre-headless'].forEach((name) =>
        holds(installed.includes(`${name}:`), `apt did not install ${name} at this boot: ${installed || 'nothing'}`),
      );
      return `${versions}installed at this boot with ${installed.split('), ').length - 2} others; nginx.service masked`;
    },
  );
}
