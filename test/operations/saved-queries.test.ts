import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { SpringWebSocketService } from '../../lib';
import { siteFiles } from '../../lib/nginx/site';
import { site } from '../goldens/sites';
import { chat, routes, synthesized } from '../ingress/synthesized';
import { insights, type Row, rowsOf } from './insights';

const { template } = synthesized((stack) => {
  new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, logGroup: new LogGroup(stack, 'Logs') });
});
const queries = Object.values(template.findResources('AWS::Logs::QueryDefinition')).map(
  ({ Properties }) => Properties as { Name: string; QueryString: string; LogGroupNames: unknown[] },
);

/** What nginx writes, by its own configuration: a field that is renamed there is missed here. */
const FORMAT = /escape=json\n\s*'(.*)';/.exec(siteFiles(site()).nginxConf)![1]!;
function access(values: Readonly<Record<string, string>>): string {
  const names = Object.keys(JSON.parse(FORMAT) as object);
  expect(Object.keys(values).filter((name) => !names.includes(name))).toEqual([]);
  return JSON.stringify({ ...Object.fromEntries(names.map((name) => [name, ''])), ...values });
}
const socket = (client: string, status: string, more: Record<string, string> = {}) =>
  access({ client, status, path: '/ws-stomp/123/abcd/websocket', upgrade: 'websocket', upstream_status: status, ...more });
const without = (client: string, path: string) => access({ client, path: `/ws-stomp/123/${path}`, status: '200', agent: 'Firefox' });

const LOG: readonly Row[] = [
  ...rowsOf('i-1/access', [
    socket('198.51.100.1', '101', { seconds: '3600.004' }),
    socket('198.51.100.2', '101', { seconds: '3601.9' }),
    socket('198.51.100.3', '101', { seconds: '12.5' }),
    socket('198.51.100.4', '403'),
    socket('198.51.100.4', '403', { upgrade: 'WebSocket' }),
    socket('198.51.100.6', '502', { path: '/chat' }),
    without('198.51.100.7', 'efgh/xhr_streaming'),
    without('198.51.100.7', 'efgh/xhr_send'),
    without('198.51.100.7', 'ijkl/xhr_streaming'),
    without('198.51.100.8', 'mnop/eventsource'),
    access({ client: '198.51.100.8', path: '/ws-stomp/info', status: '200' }),
    access({ client: '198.51.100.9', path: '/api/users/7/xhr-files', status: '403' }),
  ]),
  ...rowsOf('i-1/journal', [
    '2026-03-01T10:00:00.000001+00:00 ip-10-0-0-1 nginx[9]: 2026/03/01 10:00:00 [error] 9#9: *41 upstream timed out ' +
      '(110: Connection timed out) while proxying upgraded connection, client: 198.51.100.2, server: _, ' +
      'request: "GET /ws-stomp/123/abcd/websocket HTTP/1.1"',
    '2026-03-01T10:00:00.000002+00:00 ip-10-0-0-1 java[7]: Started ChatApplication',
  ]),
];

/** What a query answers, without times. */
function answer(name: string): Row[] {
  const { QueryString } = queries.find((query) => query.Name === `Chat/Chat/Host/${name}`)!;
  return insights(QueryString, LOG).map(({ first, last, ...row }) => {
    expect(Number(last)).toBeGreaterThanOrEqual(Number(first));
    return row;
  });
}

test('a line of the access log has nothing in which clients send tokens: no query, no header but two', () => {
  const variables = [...FORMAT.matchAll(/\$\w+/g)].map(([name]) => name);
  expect(variables.filter((name) => /arg|cookie|request_uri|\$request$|^\$(http|sent_http)_/.test(name))).toEqual([
    '$http_upgrade',
    '$http_user_agent',
  ]);
});

test('they are made with the log group, for it, and none without one', () => {
  expect(queries.map(({ LogGroupNames }) => LogGroupNames)).toEqual(Array(3).fill([{ Ref: expect.stringMatching(/^Logs/) }]));
  const alone = synthesized((stack) => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes }));
  expect(alone.template.findResources('AWS::Logs::QueryDefinition')).toEqual({});
});

test('which clients fell back: by client and transport, without what is no session', () => {
  expect(answer('Clients without WebSocket')).toEqual([
    { client: '198.51.100.7', transport: 'xhr_streaming', agent: 'Firefox', sessions: 2, requests: 2 },
    { client: '198.51.100.8', transport: 'eventsource', agent: 'Firefox', sessions: 1, requests: 1 },
  ]);
});

test('who was refused and why: handshakes alone, by what was answered', () => {
  expect(answer('Refused handshakes')).toEqual([
    { client: '198.51.100.4', status: '403', upstream_status: '403', endpoint: '/ws-stomp', handshakes: 2 },
    { client: '198.51.100.6', status: '502', upstream_status: '502', endpoint: '/chat', handshakes: 1 },
  ]);
});

test('what closed sockets: how long they lived, and those that nginx cut', () => {
  expect(answer('What closed sockets')).toEqual([
    { what: 'ended', lived: 3600, sockets: 2 },
    { what: 'ended', lived: 10, sockets: 1 },
    { what: 'upstream timed out (110: Connection timed out)', lived: undefined, sockets: 1 },
  ]);
});

test('a query is read by itself, comments and commands', () => {
  for (const { QueryString } of queries) {
    const commands = QueryString.split('\n').filter((line) => !line.startsWith('#'));
    expect(commands[0]).toMatch(/^filter /);
    expect(commands.slice(1).filter((line) => !line.startsWith('| '))).toEqual([]);
    expect(QueryString.length).toBeLessThan(10_000);
  }
});

test.each(['dedup client', 'filter client in ["a"]'])("fails for what the stand-in does not read, '%s'", (query) => {
  expect(() => insights(query, LOG)).toThrow();
});
