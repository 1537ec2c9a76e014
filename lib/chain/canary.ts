/** The environment variable of a canary's function that holds its task, as JSON. */
export const CANARY_VARIABLE = 'CANARY';

/** What a canary publishes, in the namespace of the hosts' metrics and with the dimensions that those have. */
export const CANARY_METRICS = {
  /** How many routes did not open in a round. */
  failures: 'CanaryFailures',
  /** How long the slowest handshake that opened took, in milliseconds. */
  time: 'CanaryTime',
} as const;

/** Where a secret is. */
export interface SecretPlace {
  readonly service: 'secretsmanager' | 'ssm';
  readonly id: string;
  readonly jsonKey?: string;
}

/** A route as a canary asks it. */
export interface CanaryRoute {
  readonly kind: 'sockjs' | 'stomp' | 'handler' | 'sse';
  readonly path: string;
  readonly handshakePath: string;
  /** Credentials of its handshake: the name of a query parameter or of a header, and where the value is. */
  readonly handshake?: { readonly query?: string; readonly header?: string; readonly secret: SecretPlace };
}

/** What a canary's function is told. Of secrets it has references, never values. */
export interface CanaryTask {
  /** Where clients begin, such as `https://api.example.com`. */
  readonly url: string;
  /** The origin of the page that connects; by default that of the URL. */
  readonly origin?: string;
  readonly routes: readonly CanaryRoute[];
  /** Headers of STOMP CONNECT. */
  readonly stompHeaders?: Readonly<Record<string, SecretPlace>>;
  /** Of its metrics. */
  readonly dimensions: Readonly<Record<string, string>>;
}
