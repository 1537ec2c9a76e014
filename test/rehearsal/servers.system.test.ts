import { WebSocket } from 'ws';
import { Route, SpringApp } from '../../lib';
import { applicationJar, type BootVersion, type EmbeddedServer, OTHER_SERVERS } from './application-jar';
import { rehearse, rehearsed, summary, type Command, type Printed } from './command';
import { askWho, synthesize } from './users-app';

jest.setTimeout(120_000);

/** One version each: what differs between those of Jetty is asked in `test/doctor/servers`. */
const SERVERS = OTHER_SERVERS.filter(([server, boot]) => server !== 'jetty' || boot === '4.1.2');

const app = (server: EmbeddedServer, boot: BootVersion) =>
  synthesize(SpringApp.fromJar(applicationJar(boot, server)), () => [
    Route.handler('/raw'),
    Route.sse('/events'),
    ...(server === 'netty' ? [] : [Route.stomp('/ws'), Route.sockJs('/sockjs')]),
  ]);

/** How a socket ends to which nobody says anything; undefined when it stays. */
function silent(url: string, ms: number): Promise<string | undefined> {
  const host = `api.example.com:${new URL(url).port}`;
  const socket = new WebSocket(`${url.replace('https', 'wss')}/raw`, {
    origin: `https://${host}`,
    headers: { Host: host },
    rejectUnauthorized: false,
  });
  return new Promise((resolve, reject) => {
    socket
      .once('error', reject)
      .once('close', (code, reason) => resolve(`${code} ${reason.toString()}`))
      .once('open', () => setTimeout(() => (socket.removeAllListeners('close').terminate(), resolve(undefined)), ms));
  });
}

describe('behind the host, other servers than Tomcat', () => {
  const commands: Command[] = [];
  const printed: Printed[] = [];

  beforeAll(async () => {
    for (const [server, boot] of SERVERS) {
      const command = rehearse('--app', app(server, boot), '--keep');
      commands.push(command);
      printed.push(await command.printed);
    }
  }, 300_000);

  afterAll(async () => {
    commands.forEach((command) => command.interrupt());
    await Promise.all(commands.map(({ exit }) => exit));
  });

  test.each(SERVERS.map(([server, boot], index) => [server, boot, index] as const))(
    '%s of Spring Boot %s is healthy',
    (server, _, index) => {
      const { verdict, answers } = summary(printed[index]!);
      expect(verdict).toBe('healthy');
      expect(answers.gate).toBe(`healthy: would signal success: nginx changes no answer (${server === 'netty' ? 2 : 4} asked)`);
    },
  );

  test.each(SERVERS.map(([server, boot], index) => [server, boot, index] as const))(
    '%s of Spring Boot %s sees the true client, and takes 15 000 bytes of headers',
    async (_, __, index) => {
      const { url } = printed[index]!;
      expect(await askWho(url, 15_000)).toMatch(new RegExp(`^https://api\\.example\\.com:${new URL(url).port}.*\\b127\\.0\\.0\\.2$`));
    },
  );

  test('fails: WebFlux, whose error gives no reason, without the lines that nginx needs', async () => {
    expect(await rehearsed('--app', app('netty', '4.1.2'), '--with-the-bug')).toMatchObject({
      verdict: 'problem',
      exit: 1,
      cause: 'PROXY-UPGRADE-MISSING',
    });
  });

  test('a silent socket outlives the 30 s of Jetty', async () => {
    expect(await Promise.all(printed.map(({ url }) => silent(url, 32_000)))).toEqual(SERVERS.map(() => undefined));
  });
});
