import type { Socket } from 'node:net';

/** Calls back whenever a whole message has come back on a socket, until what it returns is called. */
type Listen = (bytes: number, heard: (socket: Socket) => void) => () => void;

/** How late the slowest of 100 messages are back, in microseconds, when so many are sent a second, over all sockets in turn. */
export async function paced(sockets: readonly Socket[], message: Buffer, perSecond: number, ms: number, listen: Listen): Promise<number> {
  const sent = new Map<Socket, number>();
  const delays: number[] = [];
  const end = listen(message.length, (socket) => delays.push(performance.now() - sent.get(socket)!));
  const started = performance.now();
  let count = 0;
  await new Promise<void>((resolve) => {
    const tick = setInterval(() => {
      const elapsed = performance.now() - started;
      for (; count < (elapsed * perSecond) / 1000; count += 1) {
        const socket = sockets[count % sockets.length];
        sent.set(socket, performance.now());
        socket.write(message);
      }
      if (elapsed < ms) return;
      clearInterval(tick);
      setTimeout(resolve, 500);
    }, 1);
  });
  end();
  if (delays.length < count) throw new Error(`${count - delays.length} of ${count} messages did not come back`);
  return delays.sort((a, b) => a - b)[Math.floor(0.99 * delays.length)] * 1000;
}
