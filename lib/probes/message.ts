import { randomBytes } from 'node:crypto';
import { since } from './dial';
import { openRelay, type Relay } from './relay';
import { trimmed } from './sockjs';
import { STOMP_PROTOCOLS } from './stomp';
import type { Target } from './target';

/** Where to send, and where the answer is expected. */
export interface Echo {
  readonly send: string;
  readonly receive: string;
  /** The message's body; by default JSON whose fields have the names that chat applications use. */
  readonly body?: string;
}

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
  /** The libraries are not installed. */
  readonly missing?: string;
  readonly ms: number;
}

/** The part of @stomp/stompjs that is used here. */
interface StompClient {
  onConnect: () => void;
  onStompError: (frame: { headers: Record<string, string>; body: string }) => void;
  onWebSocketClose: (event: { code?: number; reason?: string }) => void;
  activate(): void;
  deactivate(options: { force: boolean }): Promise<void>;
  subscribe(destination: string, callback: (message: { body: string }) => void): void;
  publish(message: { destination: string; body: string }): void;
  readonly webSocket?: { readonly transport?: string };
}

/** What to connect to and with. */
export interface MessageRoute {
  readonly path: string;
  readonly sockJs: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** Asks: does a message that one client sends reach another? With the real sockjs-client and @stomp/stompjs. */
export async function message(target: Target, route: MessageRoute, echo: Echo): Promise<MessageEvidence> {
  const started = performance.now();
  const errors: string[] = [];
  const clients: StompClient[] = [];
  const state: { transport?: string; connectedMs?: number; deliveredMs?: number; cameBack?: boolean; missing?: string } = {};
  let relay: Relay | undefined;
  let repeat: NodeJS.Timeout | undefined;
  try {
    relay = await openRelay(target);
    const connect = clientFactory(`${relay.url}${trimmed(route.path)}`, route, errors);
    const deadline = started + (route.timeoutMs ?? 12_000);
    const [listener, sender] = await Promise.all([connect(clients, deadline), connect(clients, deadline)]);
    if (listener && sender) {
      state.connectedMs = since(started);
      state.transport = route.sockJs ? listener.webSocket?.transport : 'websocket';
      const id = randomBytes(6).toString('hex');
      const received = new Promise<void>((resolve) => listener.subscribe(echo.receive, () => resolve()));
      sender.subscribe(echo.receive, () => (state.cameBack = true));
      const body = echo.body ?? JSON.stringify({ id, from: 'rehearsal', sender: 'rehearsal', text: id, content: id, message: id });
      // No content type, as browsers send it: Spring then takes the body for JSON and for a plain String alike.
      const publish = () => sender.publish({ destination: echo.send, body });
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
    const { code, message: text } = error as NodeJS.ErrnoException;
    state.missing = code === 'MODULE_NOT_FOUND' ? text.split('\n')[0] : undefined;
    errors.push(text.split('\n')[0]);
  } finally {
    clearInterval(repeat);
    await Promise.race([Promise.allSettled(clients.map((client) => client.deactivate({ force: true }))), wait(500)]);
    relay?.close();
  }
  return { echo, ...state, delivered: state.deliveredMs !== undefined, errors, ms: since(started) };
}

/** Connects clients to one route; each either connects in time or not at all. */
function clientFactory(url: string, route: MessageRoute, errors: string[]) {
  const { Client } = require('@stomp/stompjs') as { Client: new (options: object) => StompClient };
  const webSocketFactory = route.sockJs ? sockJsFactory(url) : rawFactory(url);
  return (clients: StompClient[], deadline: number) =>
    new Promise<StompClient | undefined>((resolve) => {
      const client = new Client({ webSocketFactory, reconnectDelay: 0, connectHeaders: { ...route.headers } });
      let settled = false;
      clients.push(client);
      const timer = setTimeout(() => {
        errors.push('no CONNECTED in time');
        resolve(undefined);
      }, Math.max(1, deadline - performance.now()));
      const done = (value?: StompClient) => {
        settled = true;
        clearTimeout(timer);
        resolve(value);
      };
      client.onConnect = () => done(client);
      client.onStompError = (frame) => {
        errors.push(`ERROR ${frame.headers.message ?? frame.body.slice(0, 100)}`);
        done();
      };
      client.onWebSocketClose = ({ code, reason }) => {
        if (!settled) {
          errors.push(`closed with ${code ?? 1006}${reason ? ` ${reason}` : ''}`);
        }
        done();
      };
      client.activate();
    });
}

function sockJsFactory(url: string): () => unknown {
  const SockJS = require('sockjs-client') as new (address: string) => unknown;
  return () => new SockJS(url);
}

function rawFactory(url: string): () => unknown {
  const WebSocket = require('ws') as new (address: string, protocols: readonly string[]) => unknown;
  return () => new WebSocket(url.replace(/^http/, 'ws'), STOMP_PROTOCOLS);
}

function wait(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms).unref());
}
