import { randomBytes } from 'node:crypto';
import { DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { openWebSocket } from '../../../lib/probes/web-socket';
import { until } from '../../machines/command';
import { holds, same } from '../claims';
import { ask, type Attacked } from './attacked';
import type { Show } from './show';

/** Tokens that clients put where they do not belong. */
export async function showTokens(attacked: Attacked, show: Show): Promise<void> {
  const { host, target, lab } = attacked;
  await show(
    {
      id: 'token-in-query',
      claim: 'A token that a client sends in a query string or a header is in no access log, on the host, and in nothing that is shipped.',
      how:
        'A handshake (`?token=<random>`) and a request (`?access_token=<random>`), with the same in Authorization, Cookie and Referer, ' +
        'each with a User-Agent of its own, ' +
        'by which their lines are looked up in the access log on the host and in the log group.',
      parts: ['nginx', 'agent', 'AWS APIs'],
    },
    async () => {
      const token = randomBytes(16).toString('hex');
      const mark = randomBytes(4).toString('hex');
      const [ofSocket, ofRequest] = [`socket-${mark}`, `request-${mark}`];
      const sent = { Authorization: `Bearer ${token}`, Cookie: `JSESSIONID=${token}`, Referer: `${target.origin}/?token=${token}` };
      const { socket, status } = await openWebSocket(
        { ...target, headers: { ...sent, 'User-Agent': ofSocket } },
        { path: `/echo?token=${token}`, origin: target.origin },
      );
      holds(socket, `the handshake is answered with ${status}`);
      socket.close();
      const asked = await ask(attacked, `/asked?access_token=${token}`, { ...sent, 'User-Agent': ofRequest });
      same('the status', asked.status, 200);
      const wanted = [`/asked 200 ${ofRequest}`, `/echo 101 ${ofSocket}`];
      let shipped = '';
      const arrived = await until(
        async () => {
          shipped = await logs(lab);
          return wanted.every((line) => lines(shipped).includes(line));
        },
        45,
        1000,
      );
      holds(
        arrived,
        `in the log groups after 45 s: ${
          lines(shipped)
            .filter((line) => line.includes(mark))
            .join(', ') || 'neither line'
        }, not ${wanted.join(', ')}`,
      );
      const { stdout } = await host.run(['sh', '-c', 'cat /var/log/websocket-nginx/access.log']);
      same(
        'lines on the host',
        lines(stdout)
          .filter((line) => line.includes(mark))
          .sort(),
        wanted,
      );
      holds(!stdout.includes(token), 'the access log has the token');
      holds(!shipped.includes(token), 'the log groups have the token');
      return (
        `${wanted.join(' and ')} are among ${lines(stdout).length} lines on the host ` +
        `and ${lines(shipped).length} shipped ones, none has the token`
      );
    },
  );
}

async function logs({ aws }: Attacked['lab']): Promise<string> {
  const { logGroups = [] } = await aws.logs.send(new DescribeLogGroupsCommand({}));
  const events = await Promise.all(
    logGroups.map(async ({ logGroupName }) => (await aws.logs.send(new FilterLogEventsCommand({ logGroupName }))).events ?? []),
  );
  return events
    .flat()
    .map(({ message }) => message)
    .join('\n');
}

/** The access log's lines among others: path, status and User-Agent of each. */
function lines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{"time":'))
    .map((line) => {
      const { path, status, agent } = JSON.parse(line) as Record<'path' | 'status' | 'agent', string>;
      return `${path} ${status} ${agent}`;
    });
}
