import { CfnQueryDefinition, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** Streams are named by instance and source: `i-0123456789abcdef0/access`. */
const ACCESS = '@logStream like /\\/access$/';
const JOURNAL = '@logStream like /\\/journal$/';
/** When it began, and whether it goes on. */
const TIMES = 'min(@timestamp) as first, max(@timestamp) as last';

/** What is asked of the logs of the hosts when something is wrong, by name: Logs Insights' commands, one a line. */
export const SAVED_QUERIES: Readonly<Record<string, readonly string[]>> = {
  'Clients without WebSocket': [
    '# Who uses a transport of SockJS instead, and since when: few are networks that drop the upgrade, many mean the chain does.',
    `filter ${ACCESS}`,
    'parse path /^(?<endpoint>.+)\\/[^\\/.]+\\/(?<session>[^\\/.]+)\\/(?<transport>xhr_streaming|xhr|eventsource|htmlfile|jsonp)$/',
    'filter ispresent(transport)',
    `stats count_distinct(session) as sessions, count(*) as requests, ${TIMES} by client, transport, agent`,
    'sort sessions desc',
    'limit 100',
  ],
  'Refused handshakes': [
    '# 401, 403, 302: login, or the origin is not allowed. 404: no such endpoint. 400, 426: the upgrade was lost before nginx, or a bad',
    '# handshake. 502, 504: nothing answered. 503: the host is leaving, or full. With no upstream_status nginx itself has refused.',
    `filter ${ACCESS}`,
    'filter upgrade like /[Ww]eb[Ss]ocket/ and status != "101"',
    'parse path /^(?<endpoint>.*?)(?:\\/[^\\/.]+\\/[^\\/.]+\\/websocket)?$/',
    `stats count(*) as handshakes, ${TIMES} by client, status, upstream_status, endpoint`,
    'sort handshakes desc',
    'limit 100',
  ],
  'What closed sockets': [
    '# How long sockets lived, in steps of 10 s: many of one length are a time-out (heartbeats, an idle timeout, 3600 s of nginx), many',
    '# at one time a host that left. What nginx says of those it had to cut comes besides: they are counted in both.',
    `filter (${ACCESS} and status = "101") or (${JOURNAL} and @message like /while proxying upgraded connection/)`,
    'parse @message /: \\*\\d+ (?<cut>.+?) while proxying upgraded connection/',
    'fields coalesce(cut, "ended") as what, floor(seconds / 10) * 10 as lived',
    `stats count(*) as sockets, ${TIMES} by what, lived`,
    'sort sockets desc',
    'limit 100',
  ],
};

/** The queries in the console of Logs Insights, in a folder that is named after the host; they cost nothing until they are run. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { logGroupName }: ILogGroup) {
    super(scope, id);
    for (const [name, lines] of Object.entries(SAVED_QUERIES)) {
      new CfnQueryDefinition(this, name.replace(/ /g, ''), {
        name: `${scope.node.path}/${name}`,
        logGroupNames: [logGroupName],
        queryString: queryString(lines),
      });
    }
  }
}

/** Comments are lines of their own, commands are joined. */
export function queryString(lines: readonly string[]): string {
  const comments = lines.filter((line) => line.startsWith('#'));
  const commands = lines.filter((line) => !line.startsWith('#'));
  return [...comments, commands.join('\n| ')].join('\n');
}
