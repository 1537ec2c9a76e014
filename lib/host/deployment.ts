import type { BoundApp } from '../spring/spring-app';
import type { SecretReference } from '../spring/app-secret';
import type { RouteFacts } from '../spring/route';
import type { UploadedFile } from '../spring/uploaded-file';

/** What the load balancer's side knows and the host is told. */
export interface AttachedIngress {
  /** The name that clients use. */
  readonly host: string;
  readonly scheme: 'http' | 'https';
  readonly targetGroupArn: string;
}

/** deployment.json: all that the agent needs to know, and the only file that may hold values known only on AWS. */
export interface Deployment {
  /** Where the agent itself is. */
  readonly agent: UploadedFile;
  readonly app: BoundApp & { readonly startTimeoutSeconds: number; readonly healthPath?: string; readonly managementPort?: number };
  readonly environment: Record<string, string>;
  readonly properties: Record<string, string>;
  readonly secrets: Record<string, SecretReference>;
  readonly routes: readonly DeployedRoute[];
  readonly host: string;
  readonly scheme: 'http' | 'https';
  readonly stack: string;
  readonly resource: string;
  readonly targetGroup: string;
  readonly targetPort: number;
  readonly logGroup: string;
  readonly shippedLogs?: { readonly logGroup: string };
  /** The consumer has commands of their own, which must have ended well. */
  readonly userData: boolean;
}

/** A route as the agent's gate proves it. */
export interface DeployedRoute {
  readonly kind: RouteFacts['kind'];
  readonly path: string;
  readonly handshakePath: string;
  readonly handshake?: { readonly query?: string; readonly header?: string; readonly secret: SecretReference };
}
