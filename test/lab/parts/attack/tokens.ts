import { randomBytes } from 'node:crypto';
import { DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { openWebSocket } from '../../../../lib/probes/web-socket';
import { until } from '../../machines/command';
import { holds } from '../claims';
import { ask, type Attacked } from './attacked';
import type { Show } from './show';

/** Tokens that clients put where they do not belong. */
export async function showTokens(attacked: Attacked, show: Show): Promise<void> {
  const { host, target, lab } = attacked;
  await show(
    {
      id: 'token-in-query',
      claim: 'A token in a query string is in no access log, on the host or shipped.',
      how: 'A handshake and a request with `?token=<random>`; both are looked up by their paths in the access log on the host and in the log group.',
      parts: ['nginx', 'agent', 'AWS APIs'],
    },
    async () => {
      const token = randomBytes(16).toString('hex');
      const mark = `/token-${randomBytes(4).toString('hex')}`;
      const { socket, status } = await openWebSocket(target, { path: `/echo?token=${token}`, origin: target.origin });
      holds(socket, `the handshake is answered with ${status}`);
      socket.close();
      await ask(attacked, `${mark}?access_token=${token}`);
      let shipped = '';
      const arrived = await until(async () => (shipped = await logs(lab)).includes(mark), 45, 1000);
      holds(arrived, `the request to ${mark} is in no log group after 45 s`);
      const { stdout } = await host.run(['sh', '-c', 'cat /var/log/websocket-nginx/access.log']);
      holds(stdout.includes(mark), `the request to ${mark} is not in the access log`);
      holds(!stdout.includes(token), 'the access log has the token');
      holds(!shipped.includes(token), 'the log groups have the token');
      return `${stdout.trim().split('\n').length} lines on the host and ${shipped.length} shipped characters name ${mark}, none the token`;
    },
  );
}

async function logs({ aws }: Attacked['lab']): Promise<string> {
  const { logGroups = [] } = await aws.logs.send(new DescribeLogGroupsCommand({}));
  const events = await Promise.all(logGroups.map(async ({ logGroupName }) => (await aws.logs.send(new FilterLogEventsCommand({ logGroupName }))).events ?? []));
  return events.flat().map(({ message }) => message).join('\n');
}
