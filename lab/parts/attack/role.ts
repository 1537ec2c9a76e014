import { UNITS } from '../../../lib/chain/conventions';
import { holds, same } from '../claims';
import type { Attacked } from './attacked';
import type { Show } from './show';

const METADATA = 'http://169.254.169.254/latest';

/** The role's credentials, as somebody inside the application would ask for them. */
export async function showRole({ host }: Attacked, show: Show): Promise<void> {
  await show(
    {
      id: 'metadata-service',
      claim:
        'A request that an attacker makes the application send (SSRF) gets no credentials: IMDSv1 is off ' +
        'and proxied requests get no token. Code that runs in the application may use the role; docs/security.md says so.',
      how: "curl as the application's user: without a token, with X-Forwarded-For, and as IMDSv2 wants it.",
      parts: ['EC2', 'systemd'],
    },
    async () => {
      const uid = (await host.run(['sh', '-c', `stat -c %u /proc/$(systemctl show --value -p MainPID ${UNITS.springBoot})`])).stdout.trim();
      const curl = async (...args: string[]) =>
        (
          await host.run([
            'setpriv',
            `--reuid=${uid}`,
            `--regid=${uid}`,
            '--clear-groups',
            'curl',
            '--silent',
            '--max-time',
            '5',
            '--write-out',
            '\n%{http_code}',
            ...args,
          ])
        ).stdout
          .trim()
          .split('\n');
      const status = (answer: string[]) => answer[answer.length - 1];
      const ttl = ['--request', 'PUT', '--header', 'x-aws-ec2-metadata-token-ttl-seconds: 60', `${METADATA}/api/token`];
      same('status without a token', status(await curl(`${METADATA}/meta-data/iam/security-credentials/`)), '401');
      same('status of a proxied request for a token', status(await curl('--header', 'X-Forwarded-For: 203.0.113.7', ...ttl)), '403');
      const [token = ''] = await curl(...ttl);
      const role = await curl('--header', `x-aws-ec2-metadata-token: ${token}`, `${METADATA}/meta-data/iam/security-credentials/`);
      same('status with a token', status(role), '200');
      holds((role[0]?.length ?? 0) > 3, 'no role is named');
      return `uid ${uid}: 401 without a token, 403 for a proxied request; a process that asks properly gets the role ${role[0]}`;
    },
  );
}
