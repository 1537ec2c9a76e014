import type { Echo } from '../probes/message';

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
  /** A login for the handshake. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: string;
  /** A login for STOMP CONNECT. */
  readonly connectHeaders: Readonly<Record<string, string>>;
  /** Remove the WebSocket lines from nginx's configuration first. */
  readonly withTheBug: boolean;
  /** How long the application may take to listen; by default what the deployment allows. */
  readonly startSeconds?: number;
}
