import { DescribeStackEventsCommand, DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeInstanceAttributeCommand, DescribeLaunchTemplateVersionsCommand, GetConsoleOutputCommand } from '@aws-sdk/client-ec2';
import { ENVIRONMENT_FILE, UNITS } from '../../../lib/chain/conventions';
import { holds, same } from '../claims';
import type { Attacked } from './attacked';
import type { Show } from './show';

/** Where a secret's value is, and where it is not. */
export async function showSecrets(attacked: Attacked, show: Show): Promise<void> {
  const { host, canary } = attacked;
  const inside = async (command: string) => (await host.run(['sh', '-c', command], { seconds: 120 })).stdout;
  await show(
    {
      id: 'secret-not-in-aws',
      claim: "A secret's value is nowhere that AWS shows: template, stack events, outputs, launch template, user data, console, logs.",
      how:
        'A random value in Secrets Manager; ' +
        'everything that the API tells about stack and host is searched for it, all log groups included.',
      parts: ['AWS APIs', 'CloudFormation', 'EC2'],
    },
    async () => {
      const places = await told(attacked);
      const found = [...places].filter(([, text]) => text.includes(canary)).map(([place]) => place);
      same('places that show the secret', found, []);
      const empty = [...places].filter(([, text]) => text === '').map(([place]) => place);
      same('places that could not be searched', empty, []);
      return [...places].map(([place, text]) => `${place} (${text.length} characters)`).join(', ');
    },
  );
  await show(
    {
      id: 'secret-not-on-host',
      claim:
        "On the host the value is in the application's environment and in one file in memory that root alone reads: " +
        'not in `ps`, the journal, the access log, units, or other files.',
      how:
        'ps, systemctl show, the environment of every process, the journal, and all files of /etc, ' +
        '/run, /var, /tmp, /root, /home, /opt and /usr/local are searched for the value.',
      parts: ['systemd', 'agent', 'Debian 13'],
    },
    async () => {
      const pid = await host.unit(UNITS.springBoot, 'MainPID');
      const environments = (await inside(`grep -lsaF ${canary} /proc/[0-9]*/environ`)).trim().split('\n').filter(Boolean);
      same('processes that have it in their environment', environments, [`/proc/${pid}/environ`]);
      const files = (await inside(`grep -rlsaF --devices=skip ${canary} /etc /run /var /tmp /root /home /opt /usr/local`))
        .trim()
        .split('\n')
        .filter(Boolean);
      same('files that hold it', files, [`/${ENVIRONMENT_FILE}`]);
      const mode = (await inside(`stat -c '%a %U %G' /${ENVIRONMENT_FILE}`)).trim();
      same('mode and owner of that file', mode, '600 root root');
      same('its file system', (await inside(`stat -f -c %T /${ENVIRONMENT_FILE}`)).trim(), 'tmpfs');
      for (const [what, text] of Object.entries({
        ps: await inside('ps axww -o args'),
        'systemctl show': await inside('systemctl show --all "*.service"'),
        journal: await inside('journalctl --no-pager -o export'),
        'access log': await inside('cat /var/log/websocket-nginx/*'),
      })) {
        holds(text.length > 100, `${what} is empty`);
        holds(!text.includes(canary), `${what} shows the secret`);
      }
      return `in the environment of pid ${pid} (Spring Boot) and in /${ENVIRONMENT_FILE} (${mode}, tmpfs); nowhere else`;
    },
  );
  await show(
    {
      id: 'secret-between-users',
      claim: "Other users of the host, nginx's among them, read neither that file nor the application's environment.",
      how: '`cat` of both as the users of nginx and of the agent, and as nobody.',
      parts: ['systemd', 'Debian 13'],
    },
    async () => {
      const pid = await host.unit(UNITS.springBoot, 'MainPID');
      const outcomes: string[] = [];
      for (const unit of [UNITS.nginx, UNITS.health]) {
        const uid = (await inside(`stat -c %u /proc/$(systemctl show --value -p MainPID ${unit})`)).trim();
        outcomes.push(await asUser(unit, uid));
      }
      outcomes.push(await asUser('nobody', '65534'));
      return outcomes.join('; ');

      async function asUser(who: string, uid: string): Promise<string> {
        holds(/^[1-9]\d*$/.test(uid), `the uid of ${who} is '${uid}'`);
        const { stdout, stderr } = await host.run([
          'setpriv',
          `--reuid=${uid}`,
          `--regid=${uid}`,
          '--clear-groups',
          'cat',
          `/proc/${pid}/environ`,
          `/${ENVIRONMENT_FILE}`,
        ]);
        same(`what ${who} reads`, stdout, '');
        same(`refusals for ${who}`, stderr.match(/Permission denied/g)?.length, 2);
        return `${who} (uid ${uid}): permission denied, twice`;
      }
    },
  );
}

/** Everything that AWS tells about the stack and its host, by where it stands. */
async function told({ lab: { aws }, service, host }: Attacked): Promise<Map<string, string>> {
  const places = new Map<string, string>();
  places.set('template', (await aws.cloudFormation.send(new GetTemplateCommand({ StackName: service.stack }))).TemplateBody ?? '');
  places.set(
    'stack events',
    JSON.stringify((await aws.cloudFormation.send(new DescribeStackEventsCommand({ StackName: service.stack }))).StackEvents ?? ''),
  );
  places.set(
    'stack',
    JSON.stringify((await aws.cloudFormation.send(new DescribeStacksCommand({ StackName: service.stack }))).Stacks ?? ''),
  );
  const { LaunchTemplateVersions = [] } = await aws.ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: service.id('AWS::EC2::LaunchTemplate') }),
  );
  places.set('launch template', JSON.stringify(LaunchTemplateVersions));
  const { UserData } = await aws.ec2.send(new DescribeInstanceAttributeCommand({ InstanceId: host.id, Attribute: 'userData' }));
  places.set('user data', decoded(UserData?.Value));
  places.set('console', decoded((await aws.ec2.send(new GetConsoleOutputCommand({ InstanceId: host.id, Latest: true }))).Output));
  const { logGroups = [] } = await aws.logs.send(new DescribeLogGroupsCommand({}));
  const logs = await Promise.all(
    logGroups.map(async ({ logGroupName }) => (await aws.logs.send(new FilterLogEventsCommand({ logGroupName }))).events ?? []),
  );
  places.set(`${logGroups.length} log groups`, JSON.stringify(logs));
  return places;
}

/** As EC2 gives user data and consoles. */
function decoded(base64 = ''): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
