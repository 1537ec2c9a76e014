import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { applicationJar, OTHER_SERVERS } from '../rehearsal/application-jar';
import { Client } from './client';
import { Jvm, type JvmOptions } from './jvm';

jest.setTimeout(120_000);

type Application = Parameters<typeof applicationJar>;
const ON_TOMCAT = (['2.7.18', '3.5.16', '4.1.2'] as const).map((boot): Application => [boot, 'tomcat']);
const ELSEWHERE = OTHER_SERVERS.filter(([server]) => server !== 'netty').map(([server, boot]): Application => [boot, server]);
const REASON = 'The host is leaving, connect again';
const CONNECT = 'CONNECT\naccept-version:1.2\nhost:x\n\n\0';

/** A SockJS stream: all that it hears, once it ends. */
function stream(jvm: Jvm, path: string): Promise<{ whole: Promise<string> }> {
  return new Promise((resolve, reject) => {
    const way = jvm.hasSocket ? { socketPath: jvm.socket } : { host: '127.0.0.1', port: jvm.port };
    request({ ...way, method: path.endsWith('xhr_streaming') ? 'POST' : 'GET', path }, (response) => {
      let body = '';
      const whole = new Promise<string>((ended) => response.once('close', () => ended(body)));
      response.on('data', (bytes: Buffer) => {
        body += bytes.toString();
        if (/o\r?\n|first/.test(body)) resolve({ whole });
      });
      response.on('error', () => undefined);
    })
      .once('error', reject)
      .end();
  });
}

async function started(application: Application, options?: JvmOptions): Promise<Jvm> {
  const jvm = await Jvm.start(applicationJar(...application), options);
  await jvm.until(() => jvm.log.includes("The host's companion is in"));
  return jvm;
}

/** Its id is never used again. */
const newSession = () => `/sockjs/000/${randomBytes(4).toString('hex')}`;

/** An open session of every interface; each hears the goodbye in its own way. */
async function everySession(jvm: Jvm) {
  const raw = await Client.open(jvm, '/raw');
  const endpoint = await Client.open(jvm, '/endpoint');
  const stomp = await Client.open(jvm, '/ws', ['v12.stomp']);
  stomp.socket.send(CONNECT);
  await stomp.until('CONNECTED');
  const unanswered = await Client.open(jvm, '/ws', ['v12.stomp']);
  const sockJs = await (await Client.open(jvm, `${newSession()}/websocket`)).until('o');
  const fallbacks = await Promise.all(['xhr_streaming', 'eventsource'].map((name) => stream(jvm, `${newSession()}/${name}`)));
  return async () => {
    for (const client of [raw, endpoint, stomp, unanswered, sockJs]) {
      expect(await client.closed).toMatchObject({ code: 1001, reason: REASON });
    }
    const goodbye = `c[1001,"${REASON}"]`;
    expect(sockJs.heard).toEqual(['o', goodbye]);
    for (const { whole } of fallbacks) expect(await whole).toContain(goodbye);
  };
}

const WITH_ENDPOINT = { environment: { APP_SERVERENDPOINT: 'true' } };
const ENDLESS = ['/events', '/events-of-function', '/emitted-lines', '/lines'];

/** The agent says that the host leaves. A session is known a moment after its 101; one that is not is told with the late ones. */
async function leave(jvm: Jvm): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const file = join(jvm.root, 'run/websocket-health/leave');
  mkdirSync(dirname(file));
  writeFileSync(file, 'a reason');
  return file;
}

describe.each([...ON_TOMCAT, ...ELSEWHERE])('an application of Spring Boot %s %s', (...application) => {
  test('tells every client when its host leaves and when it ends, and ends at once', async () => {
    const jvm = await started(application, WITH_ENDPOINT);
    const heard = await everySession(jvm);
    const events = await stream(jvm, '/events');
    await leave(jvm);
    await heard();
    expect(await events.whole).toContain('data:first');
    const late = await everySession(jvm);
    const streams = await Promise.all(ENDLESS.map((path) => stream(jvm, path)));
    const took = jvm.end();
    await late();
    for (const { whole } of streams) expect(await whole).toContain('first');
    expect(await took).toBeLessThan(5000);
  });
});

test('a WebFlux application tells every client by WebSocket, and ends at once', async () => {
  const jvm = await started(['4.1.2', 'netty']);
  const [silent, ...clients] = await Promise.all(Array.from({ length: 20 }, () => Client.open(jvm, '/raw')));
  silent!.socket.pause();
  const events = await stream(jvm, '/events');
  await leave(jvm);
  for (const client of clients) expect(await client.closed).toMatchObject({ code: 1001, reason: REASON });
  expect(await events.whole).toContain('data:first');
  const late = await Client.open(jvm, '/raw');
  const lateEvents = await stream(jvm, '/events');
  const took = jvm.end();
  expect(await late.closed).toMatchObject({ code: 1001, reason: REASON });
  expect(await lateEvents.whole).toContain('data:first');
  expect(await took).toBeLessThan(5000);
});

test.each(['2.7.18', '4.1.2'] as const)('an application of Spring Boot %s ends with the last line of a download', async (boot) => {
  const jvm = await started([boot]);
  const { whole } = await stream(jvm, '/download');
  await jvm.end();
  expect(await whole).toMatch(/line 14 *\n$/);
});

test('who is still sent to a host that leaves is let in, and told a while later', async () => {
  const jvm = await started(['4.1.2']);
  const first = await Client.open(jvm, '/raw');
  const file = await leave(jvm);
  await first.closed;
  const late = await Client.open(jvm, '/raw');
  expect(await late.closed).toMatchObject({ code: 1001, reason: REASON });
  rmSync(file);
  expect((await jvm.ask('socket', '/who')).status).toBe(200);
});

const MANY: readonly Application[] = [
  ['2.7.18', 'tomcat'],
  ['4.1.2', 'tomcat'],
  ['4.1.2', 'jetty'],
  ['3.5.16', 'undertow'],
  ['4.1.2', 'netty'],
];

test.each(MANY)('with Spring Boot %s %s many are told one after the other, and nobody new gets in at the end', async (...application) => {
  const jvm = await started(application, WITH_ENDPOINT);
  const paths = application[1] === 'netty' ? ['/raw'] : ['/raw', '/ws', '/endpoint'];
  const clients: Client[] = [];
  for (let i = 0; i < 300; i++) clients.push(await Client.open(jvm, paths[i % paths.length]!));
  const took = jvm.end();
  await jvm.until(() => jvm.log.includes('The host is leaving: 300 sessions are closed within 3000 ms'));
  const refused = await Promise.all(
    [...paths, ...(paths.includes('/ws') ? ['/sockjs/000/cccccccc/websocket'] : [])].map((path) =>
      Client.open(jvm, path).catch((error: Error) => error.message),
    ),
  );
  expect(new Set(refused)).toEqual(new Set(['Unexpected server response: 503']));
  const closed = await Promise.all(clients.map((client) => client.closed));
  expect(new Set(closed.map(({ code, reason }) => `${code} ${reason}`))).toEqual(new Set([`1001 ${REASON}`]));
  const times = closed.map(({ at }) => at).sort((a, b) => a - b);
  expect(times.at(-1)! - times[0]!).toBeGreaterThan(2000);
  const busiest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 500).length));
  expect(busiest).toBeLessThan(150);
  expect(await took).toBeLessThan(3000 + 5000);
});

test("SockJS's fallbacks are told first: what their clients send would reach another host", async () => {
  const jvm = await started(['4.1.2']);
  const clients: Client[] = [];
  for (let i = 0; i < 200; i++) clients.push(await Client.open(jvm, '/raw'));
  const streams = await Promise.all(Array.from({ length: 10 }, () => stream(jvm, `${newSession()}/xhr_streaming`)));
  await leave(jvm);
  for (const { whole } of streams) expect(await whole).toContain('c[1001,');
  const lastStream = performance.now();
  const closed = await Promise.all(clients.map((client) => client.closed));
  expect(closed.filter(({ at }) => at > lastStream).length).toBeGreaterThan(100);
});

test('a client that does not read keeps nobody from ending', async () => {
  const jvm = await started(['4.1.2']);
  const deaf = await Client.open(jvm, '/raw');
  deaf.socket.pause();
  for (let i = 0; i < 2000; i++) deaf.socket.send('x'.repeat(8000));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await jvm.end()).toBeLessThan(8000);
});

test('it can be switched off', async () => {
  const jvm = await started(['4.1.2'], { environment: { WEBSOCKETHOST_COMPANION_LEAVING: 'false' } });
  const client = await Client.open(jvm, '/raw');
  await jvm.end();
  expect((await client.closed).code).toBe(1006);
});
