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
  readonly routes: readonly RouteDeployment[];
  readonly host: string;
  readonly scheme: 'https' | 'http';
  readonly targetGroup?: string;
  readonly targetPort: number;
}

/** What belongs to AWS alone: an agent in a rehearsal signals nobody and ships nothing. */
const ONLY_ON_AWS = ['stack', 'resource', 'targetGroup', 'logGroup', 'shippedLogs', 'userData'];

/** What the facts are changed to. */
export interface RehearsalFacts {
  /** A host name that exists, for what only AWS knows. */
  readonly name: string;
  /** Logins by route: others are left out, for their value is not known. */
  readonly logins: Readonly<Record<string, string>>;
  /** The application runs outside, so its management port cannot be reached. */
  readonly outside: boolean;
}

/** The same facts for a rehearsal. */
export function forRehearsal(json: string, { name, logins, outside }: RehearsalFacts): string {
  const facts = JSON.parse(json) as Record<string, unknown> & Deployment;
  const entries = Object.entries(facts).filter(([name]) => !ONLY_ON_AWS.includes(name));
  const { healthPath, managementPort, ...rest } = facts.app;
  const app = outside && managementPort !== undefined ? rest : { ...rest, healthPath, managementPort };
  const routes = facts.routes.map(({ handshake, ...route }) => (handshake && logins[route.path] ? { ...route, handshake } : route));
  return JSON.stringify({ ...Object.fromEntries(entries), host: name, routes, app: { ...app, address: '127.0.0.1', port: SPRING_BOOT_PORT, remote: false } }, null, 2);
}
