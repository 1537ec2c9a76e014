import { exchange } from '../../../lib/probes/exchange';
import type { Lab } from '../../lab';
import { until } from '../../machines/command';
import type { Service } from '../../service';
import { onlyInstance } from '../boot';
import { inside, insideAnyway } from '../boot/inspect';
import { logLines } from '../boot/logs';
import { showOthersRefused } from '../boot/others';
import { showSufficientAndNeeded } from '../boot/privilege';
import { holds, same } from '../claims';
import { launchTemplate, userData } from '../deploy/launch-template';
import type { Show } from '../deploy/load-balancer';
import { described, groups } from '../deploy/network';
import { hostRole, statements } from '../deploy/role';

/** The application's variables with the secrets of apps/surroundings.ts, and with a SecureString that no stack can make. */
export const SECRETS = {
  CHAT_TOKEN: 's3cret-of-the-lab',
  ENCRYPTED_TOKEN: 'encrypted-by-a-key-of-the-lab',
  PARAMETER_TOKEN: 'a-parameter-of-the-lab',
};

/** Database and secrets, on Amazon Linux's branch. */
export async function showDatabase(lab: Lab, service: Service, show: Show): Promise<void> {
  const { aws } = lab;
  const instance = await onlyInstance(lab, service);
  const template = await launchTemplate(aws, service);
  await show(
    {
      id: 'amazon-linux',
      claim:
        'The Amazon Linux branch of the user data boots: ' +
        'cloud-init asks dnf for nginx and Corretto, which were not there, and ends without an error.',
      how: "`cloud-init status`, os-release, dnf's log, what apt installed for it, and processes on the host.",
      parts: ['Amazon Linux 2023', 'cloud-init', 'systemd', 'agent'],
    },
    async () => {
      await until(async () => (await insideAnyway(instance, 'cloud-init status')).includes('done'), 30, 500);
      const status = JSON.parse((await instance.run(['cloud-init', 'status', '--format', 'json'])).stdout) as {
        status: string;
        errors: string[];
      };
      same('status', [status.status, status.errors], ['done', []]);
      same('failed units', await inside(instance, 'systemctl --failed --no-legend --plain'), '');
      const asked =
        (await inside(instance, "sed -n 's/^.*Command: //p' /var/log/dnf.log")).split('\n').find((command) => / install /.test(command)) ??
        '';
      ['nginx', 'java-21-amazon-corretto-headless'].forEach((name) =>
        holds(asked.split(' ').includes(name), `dnf was not asked for ${name}: ${asked || 'nothing'}`),
      );
      const installed = await inside(instance, "sed -n 's/^Install: //p' /var/log/apt/history.log");
      ['nginx', 'openjdk-21-jre-headless'].forEach((name) =>
        holds(installed.includes(`${name}:`), `dnf did not install ${name} at this boot: ${installed || 'nothing'}`),
      );
      const users = (await instance.processes())
        .split('\n')
        .filter((line) => /nginx: worker|java /.test(line))
        .map((line) => line.trim().split(/\s+/)[1]);
      holds(users.length >= 2 && !users.includes('root'), `nginx and java run as ${users.join(', ') || 'nobody'}`);
      return (
        `${await inside(instance, '. /etc/os-release; echo $PRETTY_NAME')}: done, no unit failed; ` +
        `"${asked}"; nginx and java run as ${[...new Set(users)].join(', ')}`
      );
    },
  );
  await show(
    {
      id: 'secret-in-memory',
      claim: "A secret, one under a key of one's own and a SecureString parameter are in the application's environment and nowhere else.",
      how: "The environment of the JVM's process; user data, `ps`, journal, console, and the files of /etc and /var on the host.",
      parts: ['agent', 'systemd', 'IAM'],
    },
    async () => {
      const pid = await instance.unit('spring-boot.service', 'MainPID');
      const environment = (await inside(instance, `tr '\\0' '\\n' < /proc/${pid}/environ`)).split('\n');
      same(
        'variables',
        environment.filter((line) => line.split('=')[0] in SECRETS).sort(),
        Object.entries(SECRETS)
          .map((pair) => pair.join('='))
          .sort(),
      );
      const values = Object.values(SECRETS);
      const elsewhere = {
        'user data': userData(template),
        ps: await instance.processes(),
        journal: await instance.journal(),
        console: instance.console(),
      };
      const found = Object.entries(elsewhere)
        .filter(([, text]) => values.some((value) => text.includes(value)))
        .map(([name]) => name);
      same('places with a secret', found, []);
      same(
        'files with a secret',
        await insideAnyway(
          instance,
          `grep -rlF ${values.map((value) => `-e ${value}`).join(' ')} /etc /var/lib /var/log /usr/local 2>/dev/null`,
        ),
        '',
      );
      return `${Object.keys(SECRETS).join(', ')} in the JVM's environment; not in user data, ps, journal, console or a file on disk`;
    },
  );
  await show(
    {
      id: 'database-group',
      claim: 'The database admits the hosts on its port, and nobody else.',
      how: 'DescribeSecurityGroups.',
      parts: ['AWS APIs', 'RDS'],
    },
    async () => {
      const all = await groups(aws, service.ids('AWS::EC2::SecurityGroup'));
      const [ofHost] = template.NetworkInterfaces?.flatMap(({ Groups = [] }) => Groups) ?? [];
      const database = all.filter(({ IpPermissions = [] }) =>
        IpPermissions.flatMap(described).some((rule) => rule.endsWith(`from ${ofHost}`)),
      );
      same(
        'rules',
        database.flatMap(({ IpPermissions = [] }) => IpPermissions.flatMap(described)),
        [`tcp 5432 from ${ofHost}`],
      );
      return `tcp 5432 from ${ofHost}`;
    },
  );
  await show(
    {
      id: 'own-commands',
      claim: "The consumer's own commands ran before the application was judged.",
      how: 'The file that they make, on the host.',
      parts: ['cloud-init', 'agent'],
    },
    async () => {
      await inside(instance, 'test -f /var/tmp/user-data-ran && test -f /run/websocket-host/user-data-done');
      return '/var/tmp/user-data-ran is there';
    },
  );
  await show(
    {
      id: 'logs-shipped',
      claim: 'Journal and access log arrive in the log group that was given.',
      how: "GetLogEvents of both streams; the access log's must have a request that is made for it.",
      parts: ['nginx', 'agent', 'AWS APIs', 'IAM'],
    },
    async () => {
      const [group] = service.ids('AWS::Logs::LogGroup').filter((name) => /ChatLogs|Logs/.test(name) && !name.includes('DeploymentLog'));
      const journal = () => logLines(aws, group, `${instance.id}/journal`);
      holds(
        await until(async () => (await journal()).some((line) => line.includes('Started ChatApplication')), 30, 1000),
        `stream ${instance.id}/journal of ${group} has no start of the application`,
      );
      const access = () => logLines(aws, group, `${instance.id}/access`);
      const mark = `/logs-shipped-${Date.now()}`;
      await exchange(await lab.target(service.origin), { path: mark });
      holds(
        await until(async () => (await access()).some((line) => line.includes(`"path":"${mark}"`)), 30, 1000),
        `stream ${instance.id}/access of ${group} has no request to ${mark}`,
      );
      return (
        `${(await journal()).length} lines of the journal and ${(await access()).length} of the access log in ${group}, ` +
        `a request to ${mark} among them`
      );
    },
  );
  const all = await statements(aws, hostRole(service));
  await showSufficientAndNeeded(lab, instance, all, show, 'database-');
  await showOthersRefused(lab, service, instance, all, show, 'database-');
}
