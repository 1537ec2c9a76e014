import type { Lab } from '../../lab';
import { until } from '../../machines/command';
import type { Service } from '../../service';
import { onlyInstance } from '../boot';
import { inside, insideAnyway } from '../boot/inspect';
import { logLines } from '../boot/logs';
import { showSufficientAndNeeded } from '../boot/privilege';
import { holds, same } from '../claims';
import { launchTemplate, userData } from '../deploy/launch-template';
import type { Show } from '../deploy/load-balancer';
import { described, groups } from '../deploy/network';
import { hostRole, statements } from '../deploy/role';

/** The secret of apps/surroundings.ts. */
const SECRET = 's3cret-of-the-lab';

/** Database and secrets, on Amazon Linux's branch. */
export async function showDatabase(lab: Lab, service: Service, show: Show): Promise<void> {
  const { aws } = lab;
  const instance = await onlyInstance(lab, service);
  const template = await launchTemplate(aws, service);
  await show(
    { id: 'amazon-linux', claim: 'The Amazon Linux branch of the user data boots: packages by dnf, cloud-init without an error.', how: '`cloud-init status`, os-release and processes on the host.', parts: ['Amazon Linux 2023', 'cloud-init', 'systemd', 'agent'] },
    async () => {
      await until(async () => (await insideAnyway(instance, 'cloud-init status')).includes('done'), 30, 500);
      const status = JSON.parse((await instance.run(['cloud-init', 'status', '--format', 'json'])).stdout) as { status: string; errors: string[] };
      same('status', [status.status, status.errors], ['done', []]);
      same('failed units', await inside(instance, 'systemctl --failed --no-legend --plain'), '');
      holds(userData(template).includes('java-21-amazon-corretto-headless'), 'user data does not install Corretto');
      return `${await inside(instance, '. /etc/os-release; echo $PRETTY_NAME')}: done, no unit failed`;
    },
  );
  await show(
    { id: 'secret-in-memory', claim: 'A secret is in the application\'s environment and nowhere else.', how: 'The environment of the JVM\'s process; user data, `ps`, journal, console, and the files of /etc and /var on the host.', parts: ['agent', 'systemd', 'IAM'] },
    async () => {
      const pid = await instance.unit('spring-boot.service', 'MainPID');
      same('variable', (await inside(instance, `tr '\\0' '\\n' < /proc/${pid}/environ | grep ^CHAT_TOKEN=`)), `CHAT_TOKEN=${SECRET}`);
      const elsewhere = { 'user data': userData(template), 'ps': await instance.processes(), 'journal': await instance.journal(), 'console': instance.console() };
      const found = Object.entries(elsewhere).filter(([, text]) => text.includes(SECRET)).map(([name]) => name);
      same('places with the secret', found, []);
      same('files with the secret', await insideAnyway(instance, `grep -rlF ${SECRET} /etc /var/lib /var/log /usr/local 2>/dev/null`), '');
      return 'in the JVM\'s environment; not in user data, ps, journal, console or a file on disk';
    },
  );
  await show(
    { id: 'database-group', claim: 'The database admits the hosts on its port, and nobody else.', how: 'DescribeSecurityGroups.', parts: ['AWS APIs'] },
    async () => {
      const all = await groups(aws, service.ids('AWS::EC2::SecurityGroup'));
      const [ofHost] = template.NetworkInterfaces?.flatMap(({ Groups = [] }) => Groups) ?? [];
      const database = all.filter(({ IpPermissions = [] }) => IpPermissions.flatMap(described).some((rule) => rule.endsWith(`from ${ofHost}`)));
      same('rules', database.flatMap(({ IpPermissions = [] }) => IpPermissions.flatMap(described)), [`tcp 5432 from ${ofHost}`]);
      return `tcp 5432 from ${ofHost}`;
    },
  );
  await show(
    { id: 'own-commands', claim: 'The consumer\'s own commands ran before the application was judged.', how: 'The file that they make, on the host.', parts: ['cloud-init', 'agent'] },
    async () => {
      await inside(instance, 'test -f /var/tmp/user-data-ran && test -f /run/websocket-host/user-data-done');
      return '/var/tmp/user-data-ran is there';
    },
  );
  await show(
    { id: 'logs-shipped', claim: 'Journal and access log arrive in the log group that was given.', how: 'GetLogEvents.', parts: ['agent', 'AWS APIs', 'IAM'] },
    async () => {
      const [group] = service.ids('AWS::Logs::LogGroup').filter((name) => /ChatLogs|Logs/.test(name) && !name.includes('DeploymentLog'));
      const journal = () => logLines(aws, group, `${instance.id}/journal`);
      holds(await until(async () => (await journal()).some((line) => line.includes('Started ChatApplication')), 30, 1000), `stream ${instance.id}/journal of ${group} has no start of the application`);
      return `${(await journal()).length} lines of the journal in ${group}`;
    },
  );
  await showSufficientAndNeeded(lab, instance, await statements(aws, hostRole(service)), show, 'database-');
}
