import type { Echo } from '../probes/echo';

/** What a rehearsal is told. */
export interface RehearsalOptions {
  /** The cloud assembly. */
  readonly app: string;
  /** The stack, when several have a host. */
  readonly stack?: string;
  /** A jar to run instead of the template's own. */
  readonly jar?: string;
  /** An application that already runs. */
  readonly appUrl?: string;
  /** What only AWS would know, and secrets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly echo?: Echo;
  /** The same for the tabs of one user. */
  readonly echoUser?: Echo;
  /** A login for the handshake. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: string;
  /** A login for STOMP CONNECT. */
  readonly connectHeaders: Readonly<Record<string, string>>;
  /** Remove the WebSocket lines from nginx's configuration first. */
  readonly withTheBug: boolean;
  /** How many hosts stand behind the load balancer: one by default. */
  readonly hosts?: number;
  /** Leave out what lets hosts share messages. */
  readonly withoutMessaging?: boolean;
  /** An engine that already runs, instead of one that is started. */
  readonly engine?: { readonly host: string; readonly port: number };
  /** Brokers that run already, the first one first, instead of one that is started. */
  readonly broker?: readonly { readonly host: string; readonly port: number }[];
  /** How long the application may take to listen; by default what the deployment allows. */
  readonly startSeconds?: number;
}

/** Host and port of an application that already runs. */
export function outside(url: string): { host: string; port: number } {
  if (!URL.canParse(url) || new URL(url).protocol !== 'http:') {
    throw new Error(`--app-url is ${url}: write http://host:port, such as http://localhost:8080`);
  }
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) || 80 };
}
