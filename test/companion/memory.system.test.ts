import { execFileSync } from 'node:child_process';
import { WebSocket } from 'ws';
import { applicationJar } from '../rehearsal/application-jar';
import { Client } from './client';
import { Jvm } from './jvm';

jest.setTimeout(180_000);

const SESSIONS = 300;
const CONNECT = 'CONNECT\naccept-version:1.2\nhost:x\n\n\0';

/** A STOMP frame that is this long as a whole. */
function send(length: number): string {
  const head = 'SEND\ndestination:/app/echo\n\n';
  return `${head}${'x'.repeat(length - head.length - 1)}\0`;
}

type Message = readonly [what: string, path: string, parts: readonly (string | Buffer)[]];

const MESSAGES: readonly Message[] = [
  ['a short text', '/raw', ['x']],
  ['no text at all', '/raw', ['']],
  ['a text as long as the buffers', '/raw', ['x'.repeat(2048)]],
  ['one more', '/raw', ['x'.repeat(2049)]],
  ['as long as Tomcat takes', '/raw', ['x'.repeat(8192)]],
  ['longer than Tomcat takes', '/raw', ['x'.repeat(8193)]],
  ['characters of three bytes', '/raw', ['€'.repeat(8192)]],
  ['characters of three bytes, one too many', '/raw', ['€'.repeat(8193)]],
  ['characters outside of the first plane', '/raw', [`x${'😀'.repeat(4000)}`]],
  ['a text in parts', '/raw', ['a'.repeat(3000), '', 'b'.repeat(10), 'c'.repeat(5000)]],
  ['a text in parts that is too long', '/raw', ['a'.repeat(5000), 'b'.repeat(5000), 'c'.repeat(5000)]],
  ['bytes, which the handler does not take', '/raw', [Buffer.alloc(5000, 'x')]],
  ['more bytes than Tomcat takes', '/raw', [Buffer.alloc(8193, 'x')]],
  ['bytes in parts', '/ws', [Buffer.from(send(7000).slice(0, 3500)), Buffer.from(send(7000).slice(3500))]],
  ['as long as Spring has Tomcat take', '/ws', [send(16_640)]],
  ['longer than that', '/ws', [send(16_641)]],
  ['as long, by SockJS', '/sockjs/000/aaaaaaaa/websocket', [JSON.stringify([send(16_600)])]],
  ['longer, by SockJS', '/sockjs/000/aaaaaaab/websocket', [JSON.stringify([send(16_700)])]],
  ['by the WebSocket of SockJS alone', '/sockjs/websocket', [send(16_640)]],
];

/** What a client hears for a message, whole or the code that it is closed with. */
async function answer(jvm: Jvm, [, path, parts]: Message): Promise<string | number> {
  const client = await Client.open(jvm, path);
  if (path !== '/raw') await subscribed(client, /aaaa/.test(path));
  const before = client.heard.length;
  // Echoes of the readiness may still come.
  const heard = () => client.heard.slice(before).find((text) => !text.includes('ready') && text !== 'h');
  parts.forEach((part, i) => client.socket.send(part, { fin: i === parts.length - 1, binary: typeof part !== 'string' }));
  let closed: number | undefined;
  void client.closed.then(({ code }) => (closed = code));
  await jvm.until(() => closed !== undefined || heard() !== undefined);
  client.socket.terminate();
  return heard()?.replace(/message-id:[^\n\\]*/, '') ?? closed!;
}

/** Once it hears the broker: Spring handles a SUBSCRIBE and what comes after it side by side. */
async function subscribed(client: Client, sockJs: boolean): Promise<void> {
  const frame = (text: string) => client.socket.send(sockJs ? JSON.stringify([text]) : text);
  frame(CONNECT);
  await client.until('CONNECTED');
  frame('SUBSCRIBE\nid:0\ndestination:/topic/echo\n\n\0');
  while (!client.heard.some((text) => text.includes('ready'))) {
    frame('SEND\ndestination:/app/echo\n\nready\0');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What the sessions of a JVM take of its heap, each. */
async function heapOfASession(jvm: Jvm): Promise<number> {
  const before = liveBytes(jvm);
  await Promise.all(
    Array.from({ length: SESSIONS }, async () => {
      const client = await Client.open(jvm, '/ws');
      client.socket.send(CONNECT);
      await client.until('CONNECTED');
    }),
  );
  return (liveBytes(jvm) - before) / SESSIONS;
}

function liveBytes(jvm: Jvm): number {
  const histogram = execFileSync('jcmd', [`${jvm.pid}`, 'GC.class_histogram'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return Number(/^Total +\d+ +(\d+)/m.exec(histogram)?.[1]);
}

const extensions = (jvm: Jvm) =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws+unix://${jvm.socket}:/raw`, { perMessageDeflate: true });
    socket.once('error', reject).once('open', () => (socket.terminate(), resolve(socket.extensions)));
  });

test.each([
  ['2.7.18', {}],
  ['3.5.16', { APP_LARGEMESSAGES: 'true' }],
  ['4.1.2', {}],
] as const)('Spring Boot %s %j: a session takes less than half, and every message is answered as before', async (boot, environment) => {
  const jar = applicationJar(boot);
  const [usual, lean] = await Promise.all(
    ['false', 'true'].map((memory) => Jvm.start(jar, { environment: { ...environment, WEBSOCKETHOST_COMPANION_MEMORY: memory } })),
  );
  for (const message of MESSAGES) {
    const expected = await answer(usual!, message);
    expect([message[0], await answer(lean!, message)]).toEqual([message[0], expected]);
  }
  expect(await extensions(usual!)).toBe('permessage-deflate');
  expect(await extensions(lean!)).toBe('');
  expect((await heapOfASession(lean!)) / (await heapOfASession(usual!))).toBeLessThan(0.5);
  expect(lean!.log).not.toContain("leaves Tomcat's buffers");
});

test('an application that wants compression gets it', async () => {
  const jvm = await Jvm.start(applicationJar('4.1.2'), { environment: { WEBSOCKETHOST_COMPANION_COMPRESSION: 'true' } });
  expect(await extensions(jvm)).toBe('permessage-deflate');
  const long = 'abc'.repeat(3000).slice(0, 8192);
  expect(await answer(jvm, ['a compressed text of several buffers', '/raw', [long]])).toBe(long);
  expect(await answer(jvm, ['one more', '/raw', [`${long}x`]])).toBe(1009);
});
