import { CLIENTS, type StompClient } from './message-clients';
import { STOMP_PROTOCOLS } from './stomp';

/** What to connect to and with. */
export interface MessageRoute {
  readonly path: string;
  readonly sockJs: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** The transports that SockJS may take; all by default. */
  readonly transports?: readonly string[];
}

/** Connects clients to one route; each either connects in time or not at all. */
export function clientsOf(url: string, route: MessageRoute, errors: string[]) {
  const Client = CLIENTS.stomp();
  const webSocketFactory = route.sockJs ? sockJsFactory(url, route.transports) : rawFactory(url);
  return (clients: StompClient[], deadline: number) =>
    new Promise<StompClient | undefined>((resolve) => {
      const client = new Client({ webSocketFactory, reconnectDelay: 0, connectHeaders: { ...route.headers } });
      let settled = false;
      clients.push(client);
      const timer = setTimeout(
        () => {
          errors.push('no CONNECTED in time');
          resolve(undefined);
        },
        Math.max(1, deadline - performance.now()),
      );
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

function sockJsFactory(url: string, transports?: readonly string[]): () => unknown {
  const SockJS = CLIENTS.sockJs();
  return () => new SockJS(url, null, { transports });
}

function rawFactory(url: string): () => unknown {
  const WebSocket = CLIENTS.webSocket();
  return () => new WebSocket(url.replace(/^http/, 'ws'), STOMP_PROTOCOLS);
}

/** A while; never what keeps the program running. */
export function wait(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms).unref());
}
