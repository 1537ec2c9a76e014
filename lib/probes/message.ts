import { randomBytes } from 'node:crypto';
import { since } from './dial';
import { bodyOf, type Echo } from './echo';
import type { StompClient } from './message-clients';
import { openRelay, type Relay } from './relay';
import { trimmed } from './sockjs';
import { clientsOf, wait, type MessageRoute } from './stomp-clients';
import type { Target } from './target';

/** How a message from one client to another went, with the libraries that browsers use. */
export interface MessageEvidence {
  readonly echo: Echo;
  /** What SockJS ended up with, or `websocket` for a raw route. */
  readonly transport?: string;
  readonly connectedMs?: number;
  readonly delivered: boolean;
  readonly deliveredMs?: number;
  /** It came back to the client that sent it, whatever the other one got. */
  readonly cameBack?: boolean;
  /** An ERROR frame, a close, or a time-out, in the order in which they came. */
  readonly errors: readonly string[];
  /** What the application logged as an error meanwhile, where that can be read. */
  readonly logged?: string;
  readonly ms: number;
}

/** Asks: does a message that one client sends reach another? With the real sockjs-client and @stomp/stompjs. */
export async function message(target: Target, route: MessageRoute, echo: Echo): Promise<MessageEvidence> {
  const started = performance.now();
  const errors: string[] = [];
  const clients: StompClient[] = [];
  const state: { transport?: string; connectedMs?: number; deliveredMs?: number; cameBack?: boolean } = {};
  let relay: Relay | undefined;
  let repeat: NodeJS.Timeout | undefined;
  try {
    relay = await openRelay(target);
    const connect = clientsOf(`${relay.url}${trimmed(route.path)}`, route, errors);
    const deadline = started + (route.timeoutMs ?? 12_000);
    const [listener, sender] = await Promise.all([connect(clients, deadline), connect(clients, deadline)]);
    if (listener && sender) {
      state.connectedMs = since(started);
      state.transport = route.sockJs ? listener.webSocket?.transport : 'websocket';
      const id = randomBytes(6).toString('hex');
      const received = new Promise<void>((resolve) => listener.subscribe(echo.receive, () => resolve()));
      sender.subscribe(echo.receive, () => (state.cameBack = true));
      const publish = () => sender.publish({ destination: echo.send, body: bodyOf(echo, id) });
      // A simple broker gives no receipt for SUBSCRIBE, so the first message may come too early for it.
      publish();
      repeat = setInterval(publish, 250);
      const arrived = await Promise.race([received.then(() => true), wait(Math.max(1000, Math.min(5000, deadline - performance.now())))]);
      state.deliveredMs = arrived ? since(started) : undefined;
      if (!arrived) {
        errors.push(`no message on ${echo.receive} within 5 s of sending to ${echo.send}`);
      }
    }
  } catch (error) {
    errors.push((error as Error).message.split('\n')[0]);
  } finally {
    clearInterval(repeat);
    await Promise.race([Promise.allSettled(clients.map((client) => client.deactivate({ force: true }))), wait(500)]);
    relay?.close();
  }
  return { echo, ...state, delivered: state.deliveredMs !== undefined, errors, ms: since(started) };
}
