import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openWebSocket } from '../../../lib/probes/web-socket';
import { until } from '../../machines/command';
import { holds, same } from '../claims';
import { ask, type Attacked } from './attacked';
import { type Door, lines } from './raw';
import type { Show } from './show';
import { tally } from './upgrades';

const SLOW = 300;
const IDLE = 500;
/** Tomcat's, and more than those. */
const THREADS = 200;
const BODIES = 250;
/** Until all of them have a thread, or wait for one. */
const TAKEN_MS = 3000;
/** client_body_timeout. */
const BODY_SECONDS = 20;
/** client_header_timeout is 60 s. */
const HEADER_SECONDS = 61;
/** Until the client must have seen the end, whatever else goes on here. */
const PATIENCE_SECONDS = 120;

/** Clients that take their time, and many that want nothing. */
export async function showSlow(attacked: Attacked, show: Show): Promise<void> {
  const { front, back, service, target } = attacked;
  const host = `Host: ${service.domain}`;
  await show(
    {
      id: 'slow-clients',
      claim: 'Slow clients do not keep others out: they are served while hundreds of connections are held open.',
      how:
        `${SLOW} connections with headers that never end and ${SLOW} that say nothing, straight to nginx, ` +
        'and a third as many through the load balancer, all at once; a client asks meanwhile.',
      parts: ['nginx', 'Spring Boot', 'load balancer'],
    },
    async () => {
      const beginnings = [`GET /slow HTTP/1.1\r\n${host}\r\nX-a: b\r\n`, ''];
      const held: Socket[] = [];
      try {
        for (const bytes of beginnings) {
          held.push(...(await hold(back, SLOW, bytes)), ...(await hold(front, SLOW / 3, bytes)));
        }
        const times: number[] = [];
        for (let index = 0; index < 20; index++) {
          const { status, ms } = await ask(attacked);
          holds(status === 200, `while ${held.length} connections are held, a client is answered with ${status}`);
          times.push(ms);
        }
        const opened = await openWebSocket(target, { path: '/echo', origin: target.origin });
        holds(opened.socket, `while ${held.length} connections are held, a handshake is answered with ${opened.status}`);
        opened.socket.close();
        return (
          `${held.length} connections held; ` +
          `20 of 20 requests answered in ${Math.max(...times)} ms at most, a handshake in ${opened.ms} ms`
        );
      } finally {
        held.forEach((socket) => socket.destroy());
      }
    },
  );
  await show(
    {
      id: 'slow-bodies',
      claim:
        `Bodies that do not come hold Tomcat's ${THREADS} threads for 20 s, until nginx ends them; ` +
        "others wait meanwhile and are then served without anybody's hand. docs/security.md says so, and what to do.",
      how:
        `${BODIES} requests straight to nginx, each with a body that never comes; a client asks until it is answered. ` +
        "The clients keep their connections open; how long each lasted is nginx's own word, in its access log.",
      parts: ['nginx', 'Spring Boot'],
    },
    async () => {
      const held = await hold(back, BODIES, lines('POST /slow-bodies HTTP/1.1', host, 'Content-Length: 100000'));
      try {
        const started = Date.now();
        await sleep(TAKEN_MS);
        const answered = await until(async () => (await ask(attacked)).status === 200, 60, 200);
        const seconds = Math.round((Date.now() - started) / 100) / 10;
        holds(answered, `no client is answered ${seconds} s after ${BODIES} bodies did not come`);
        const ended = await allLogged(attacked, '/slow-bodies', BODIES);
        const times = ended.map((line) => Number(line.seconds)).sort((one, other) => one - other);
        // A few have been seen to begin their 20 s anew.
        const soon = times.filter((each) => each <= BODY_SECONDS + 2).length;
        const text = `nginx held ${soon} of them for ${times[0]} to ${times[soon - 1]} s, the last for ${times[BODIES - 1]} s`;
        same('requests that nginx ended', ended.length, BODIES);
        same('their statuses', [...new Set(ended.map(({ status }) => Number(status)))], [408]);
        holds(times[0] >= BODY_SECONDS - 1 && soon >= THREADS, text);
        return `${text}, each until 408; a client was answered after ${seconds} s`;
      } finally {
        held.forEach((socket) => socket.destroy());
      }
    },
  );
  await show(
    {
      id: 'many-sockets',
      claim: 'Many idle sockets do not keep others out.',
      how:
        `${IDLE} WebSockets open at the same time through the load balancer; ` +
        'a client asks meanwhile. (The limit itself, 5000 here, is measured in docs/sizing.md.)',
      parts: ['nginx', 'Spring Boot', 'load balancer'],
    },
    async () => {
      const opened: Awaited<ReturnType<typeof openWebSocket>>[] = [];
      while (opened.length < IDLE) {
        // In turns: so many handshakes of TLS at once keep the lab's other clients, in the same process, waiting for seconds.
        opened.push(
          ...(await Promise.all(
            Array.from({ length: 20 }, () => openWebSocket(target, { path: '/echo', origin: target.origin }, { timeoutMs: 30_000 })),
          )),
        );
      }
      const open = opened.filter(({ socket }) => socket).length;
      const { status, ms } = await ask(attacked);
      opened.forEach(({ socket }) => socket?.close());
      const others = tally(
        opened.flatMap(({ socket, status: answer, failure }) => (socket ? [] : [answer ?? failure?.message ?? 'no answer'])),
      );
      holds(open === IDLE, `${open} of ${IDLE} sockets opened, the others: ${others}`);
      holds(status === 200, `with ${open} sockets a client is answered with ${status}`);
      return `${open} sockets open, a request meanwhile took ${ms} ms`;
    },
  );
}

/** How long nginx waits for headers; it takes a minute, so other claims are shown meanwhile. */
export async function showHeaderTimeout({ back, host, service }: Attacked, show: Show): Promise<void> {
  await show(
    {
      id: 'slow-headers-end',
      claim: 'nginx ends a connection whose headers do not come: a slow client holds it for a minute at most.',
      how:
        'One connection straight to nginx with half a request, until it is closed; ' +
        "how long it lasted is nginx's own word, in its access log.",
      parts: ['nginx'],
    },
    async () => {
      const started = Date.now();
      const [socket] = await hold(back, 1, `GET /slow-headers HTTP/1.1\r\nHost: ${service.domain}\r\nX-a: b\r\n`);
      const closed = await until(() => socket.destroyed || socket.readableEnded, PATIENCE_SECONDS, 200);
      holds(closed, `the connection is still open after ${PATIENCE_SECONDS} s`);
      const seen = Math.round((Date.now() - started) / 1000);
      const [line] = await logged({ host }, '/slow-headers');
      same('status', Number(line.status), 408);
      holds(Number(line.seconds) <= HEADER_SECONDS, `nginx held it for ${line.seconds} s`);
      return `nginx ended it with ${line.status} after ${line.seconds} s; the client saw it after ${seen} s`;
    },
  );
}

/** So many lines: nginx ends the last of many later than the first, and a busy host needs a moment longer to write them. */
async function allLogged(attacked: Attacked, path: string, count: number): ReturnType<typeof logged> {
  let all = await logged(attacked, path);
  for (let again = 0; again < 5 && all.length < count; again++) {
    all = await logged(attacked, path);
  }
  return all;
}

/** The access log's lines of a path, once nginx has written them. */
async function logged({ host }: Pick<Attacked, 'host'>, path: string): Promise<{ readonly status: string; readonly seconds: string }[]> {
  const { stdout } = await host.run(['sh', '-c', `sleep 6; grep '"path":"${path}"' /var/log/websocket-nginx/access.log`]);
  return stdout
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { status: string; seconds: string });
}

async function hold(door: Door, count: number, bytes: string): Promise<Socket[]> {
  const sockets = await Promise.all(Array.from({ length: count }, () => door.open()));
  sockets.forEach((socket) => {
    socket.on('error', () => undefined).resume();
    socket.write(bytes);
  });
  return sockets;
}
