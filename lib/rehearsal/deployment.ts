import { SPRING_BOOT_PORT } from '../chain/conventions';
import type { RouteFacts } from '../findings/evidence';

/** Where a secret lies on AWS. A rehearsal never reads it. */
export interface SecretFacts {
  readonly service: string;
  readonly id: string;
}

/** A route, and how its handshake logs in where the application's own 101 is required. */
export interface RouteDeployment extends RouteFacts {
  readonly handshake?: { readonly query?: string; readonly header?: string };
}

/** The engine through which hosts share messages. */
export interface MessagingFacts {
  readonly engine: string;
  readonly channel: string;
  readonly addresses: readonly string[];
  readonly tls: boolean;
}

/** The broker to which Spring's relay is led. */
export interface RelayFacts {
  readonly endpoints: readonly { readonly host: string; readonly port: number }[];
  readonly tls: boolean;
  readonly virtualHost?: string;
  readonly username?: string;
  readonly secret?: SecretFacts;
}

/** The facts of a deployment, as the construct writes them for the host. */
export interface Deployment {
  /** The agent's asset, when user data has no room for the agent itself. */
  readonly agent?: { readonly key: string };
  readonly app: {
    readonly address: string;
    readonly port: number;
    readonly remote: boolean;
    readonly jar?: { readonly key: string };
    readonly startTimeoutSeconds: number;
    readonly healthPath?: string;
    readonly managementPort?: number;
  };
  readonly environment?: Readonly<Record<string, string>>;
  /** Spring properties; they reach the application as SPRING_APPLICATION_JSON. */
  readonly properties?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, SecretFacts>>;
  /** Where further settings are, which user data has no room for. */
  readonly settings?: { readonly file?: { readonly key: string }; readonly parameters?: { readonly names: readonly string[] } };
  /** How hosts share messages. */
  readonly messaging?: MessagingFacts;
  /** What the application's broker relay is led to. */
  readonly relay?: RelayFacts;
  readonly routes: readonly RouteDeployment[];
  readonly host: string;
  readonly scheme: 'https' | 'http';
  readonly targetGroup?: string;
  readonly targetPort: number;
  /** What the host says of itself to CloudWatch. */
  readonly metrics?: readonly string[];
  /** Where its logs go, if they leave the host. */
  readonly shippedLogs?: object;
}

/** What belongs to AWS alone: an agent in a rehearsal signals nobody and ships nothing. */
const ONLY_ON_AWS = ['stack', 'resource', 'targetGroup', 'logGroup', 'shippedLogs', 'userData', 'settings', 'rollback', 'redeploy'];

/** What the facts are changed to. */
export interface RehearsalFacts {
  /** A host name that exists, for what only AWS knows. */
  readonly name: string;
  /** Logins by route: others are left out, for their value is not known. */
  readonly logins: Readonly<Record<string, string>>;
  /** The application runs outside, so its management port cannot be reached. */
  readonly outside: boolean;
  /** Through what hosts share messages, if they do. */
  readonly messaging?: Partial<MessagingFacts>;
  /** Where the broker is, if hosts relay to one. */
  readonly relay?: Partial<RelayFacts>;
}

/** The same facts for a rehearsal. */
export function forRehearsal(json: string, { name, logins, outside, messaging, relay }: RehearsalFacts): string {
  const facts = JSON.parse(json) as Record<string, unknown> & Deployment;
  const entries = Object.entries(facts).filter(([name]) => !ONLY_ON_AWS.includes(name));
  const { healthPath, managementPort, ...rest } = facts.app;
  const app = outside && managementPort !== undefined ? rest : { ...rest, healthPath, managementPort };
  const routes = facts.routes.map(({ handshake, ...route }) => (handshake && logins[route.path] ? { ...route, handshake } : route));
  return JSON.stringify(
    {
      ...Object.fromEntries(entries),
      host: name,
      routes,
      app: { ...app, address: '127.0.0.1', port: SPRING_BOOT_PORT, remote: false },
      // The rehearsal's engine knows no login.
      messaging: messaging && { ...facts.messaging, ...messaging, username: undefined, secret: undefined },
      relay: relay && { ...facts.relay, ...relay, secret: undefined, alarm: undefined },
    },
    null,
    2,
  );
}
