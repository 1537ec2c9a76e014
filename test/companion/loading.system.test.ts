import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { applicationJar, type BootVersion, OTHER_SERVERS } from '../rehearsal/application-jar';
import { temporaryFolder } from '../rehearsal/fixture';
import { Client } from './client';
import { asWar, Jvm } from './jvm';

jest.setTimeout(180_000);

const VERSIONS: readonly BootVersion[] = ['2.7.18', '3.5.16', '4.1.2'];
const FORWARDED = { 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Port': '443' };
const HANDSHAKE = {
  ...FORWARDED,
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
const WAYS = ['port', 'socket'] as const;
const IN = "The host's companion is in; Tomcat listens on ";

/** What a connector's settings show in. */
const ASKED: readonly (readonly [string, string, Record<string, string>])[] = [
  ['the load balancer says who asks and how', '/who', FORWARDED],
  ['a page of the same origin, which Spring takes for one only with https', '/raw', { ...HANDSHAKE, Origin: 'https://api.example.com' }],
  ['a page of another origin', '/raw', { ...HANDSHAKE, Origin: 'https://evil.example.com' }],
  ['a head below the limit', '/who', { Cookie: 'a'.repeat(30_000) }],
  ['a head above the limit', '/who', { Cookie: 'a'.repeat(45_000) }],
  ['characters that only a relaxed query may have', '/who?a=[1]|2', {}],
  ['characters that none may have', '/who?a={1}', {}],
  ['an answer that is worth compressing', '/who', { 'Accept-Encoding': 'gzip' }],
];

describe.each(VERSIONS)('a jar of Spring Boot %s', (boot) => {
  test('has the companion in it, and Tomcat answers on its socket as on its port', async () => {
    const jvm = await Jvm.start(applicationJar(boot), {
      environment: {
        SPRING_MAIN_LAZYINITIALIZATION: 'true',
        SERVER_MAXHTTPHEADERSIZE: '40KB',
        SERVER_MAXHTTPREQUESTHEADERSIZE: '40KB',
        SERVER_TOMCAT_RELAXEDQUERYCHARS: '[,],|',
        SERVER_COMPRESSION_ENABLED: 'true',
        SERVER_COMPRESSION_MIMETYPES: 'text/plain',
        SERVER_COMPRESSION_MINRESPONSESIZE: '10B',
      },
    });
    await jvm.until(() => jvm.log.includes(`${IN}${jvm.socket} too`));
    const told = [];
    for (const [what, path, headers] of ASKED) {
      const [byPort, bySocket] = await Promise.all(WAYS.map((way) => jvm.ask(way, path, headers)));
      const { date: _, ...shown } = byPort!.headers;
      expect([what, bySocket]).toMatchObject([what, { status: byPort!.status, headers: shown, body: byPort!.body }]);
      told.push([what, bySocket!.status]);
    }
    expect(told.map(([, status]) => status)).toEqual([200, 101, 403, 200, 400, 200, 400, 200]);
    expect((await jvm.ask('socket', '/who', FORWARDED)).body).toBe('https://api.example.com uri=/who;client=203.0.113.9');
    await jvm.end();
    expect(jvm.hasSocket).toBe(false);
  });

  test('is started as a WAR too, and takes the socket of one that was killed', async () => {
    const war = asWar(applicationJar(boot));
    const killed = await Jvm.start(war);
    await killed.until(() => killed.hasSocket);
    await killed.end('SIGKILL');
    expect(killed.hasSocket).toBe(true);
    const next = await Jvm.start(war, { root: killed.root });
    await next.until(() => next.log.includes(IN));
    expect((await next.ask('socket', '/who')).status).toBe(200);
  });
});

test.each(['WEBSOCKETHOST_COMPANION_ENABLED', 'WEBSOCKETHOST_COMPANION_UNIXSOCKET'])('%s=false switches it off', async (name) => {
  const jvm = await Jvm.start(applicationJar('4.1.2'), { environment: { [name]: 'false' } });
  expect((await jvm.ask('port', '/who')).status).toBe(200);
  expect([jvm.hasSocket, jvm.log.includes(`${IN}/`)]).toEqual([false, false]);
});

test('an application starts and serves where no socket can be made, and its log says why', async () => {
  const root = `${temporaryFolder('jvm-')}/${'long'.repeat(25)}`;
  const jvm = await Jvm.start(applicationJar('4.1.2'), { root });
  await jvm.until(() => jvm.log.includes("The host's companion could not have Tomcat listen on a socket: "));
  expect((await jvm.ask('port', '/who')).status).toBe(200);
  expect(await jvm.end()).toBeLessThan(5000);
});

/** How many connections the kernel accepts for a port before its server does. */
function acceptQueue({ port }: Jvm): number {
  return Number(execFileSync('ss', ['-Hltn', 'sport', '=', `:${port}`], { encoding: 'utf8' }).split(/\s+/)[2]);
}

test.each(OTHER_SERVERS)(
  "on %s, Spring Boot %s, the application serves by its port alone, with Tomcat's accept queue",
  async (server, boot) => {
    const jvm = await Jvm.start(applicationJar(boot, server));
    expect(acceptQueue(jvm)).toBe(4096);
    await jvm.until(() => /The host's companion is in; \w+ listens on its port only/.test(jvm.log));
    expect([(await jvm.ask('port', '/who')).status, jvm.hasSocket]).toEqual([200, false]);
  },
);

test('Undertow lets as many in as Tomcat, and the next when one goes', async () => {
  const jvm = await Jvm.start(applicationJar('3.5.16', 'undertow'), { environment: { SERVER_TOMCAT_MAXCONNECTIONS: '20' } });
  const clients: Client[] = [];
  for (let i = 0; i < 20; i++) clients.push(await Client.open(jvm, '/raw'));
  let opened = false;
  const next = Client.open(jvm, '/raw').then(() => (opened = true));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(opened).toBe(false);
  clients[0]!.socket.terminate();
  await next;
});

/** A jar in which something is broken that only the launcher with which the companion comes needs. */
function withBrokenLauncher(jar: string): string {
  const entries = unzipSync(readFileSync(jar));
  const launcher = Object.keys(entries).find((name) => name.endsWith('/PropertiesLauncher.class'))!;
  const broken = join(temporaryFolder('broken-launcher-'), 'application.jar');
  writeFileSync(broken, zipSync({ ...entries, [launcher]: strToU8('no class') }, { level: 0 }));
  return broken;
}

test('a jar that only java -jar can start is started by it, and the reason is told', async () => {
  const jvm = await Jvm.start(withBrokenLauncher(applicationJar('4.1.2')), {
    without: expect.stringMatching(/^PropertiesLauncher does not get as far as its classes \(.*Error/) as string,
  });
  expect([(await jvm.ask('port', '/who')).status, jvm.hasSocket]).toEqual([200, false]);
});
