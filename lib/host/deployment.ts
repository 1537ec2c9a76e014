import type { HostMetric } from '../operations/host-metrics';
import type { BoundApp } from '../spring/bound-app';
import type { SpringAppOptions } from '../spring/spring-app-options';
import type { SecretReference } from '../spring/app-secret';
import type { DeployedMessaging } from './host-messaging';
import type { DeployedRelay } from './host-relay';
import type { Settings } from './settings';
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
export interface Deployment extends Settings {
  /** Where the agent itself is. */
  readonly agent: UploadedFile;
  readonly app: BoundApp & Pick<SpringAppOptions, 'healthPath' | 'managementPort' | 'companion'> & { readonly startTimeoutSeconds: number };
  /** Where further settings are, which user data has no room for. */
  readonly settings?: SettingsElsewhere;
  readonly routes: readonly DeployedRoute[];
  readonly host: string;
  readonly scheme: 'http' | 'https';
  readonly stack: string;
  readonly resource: string;
  readonly targetGroup: string;
  readonly targetPort: number;
  readonly logGroup: string;
  readonly shippedLogs?: { readonly logGroup: string };
  readonly messaging?: DeployedMessaging;
  readonly relay?: DeployedRelay;
  /** What it says of itself to CloudWatch. */
  readonly metrics?: readonly HostMetric[];
  /** Alarms that are read for a while before the host signals success. */
  readonly rollback?: { readonly alarms: readonly string[]; readonly bakeSeconds: number };
  /** Nobody reads it: another one makes other user data, and so new hosts. */
  readonly redeploy?: string;
  /** The consumer has commands of their own, which must have ended well. */
  readonly userData: boolean;
}

/** Settings outside of user data. */
export interface SettingsElsewhere {
  /** What synthesis knew: a file of JSON. */
  readonly file?: UploadedFile;
  readonly parameters?: ParameterSettings;
}

/** Parameters of Parameter Store whose values, joined, are JSON. */
export interface ParameterSettings {
  readonly names: readonly string[];
  /** Is in the JSON too. */
  readonly digest: string;
}

/** A route as the agent's gate proves it. */
export interface DeployedRoute {
  readonly kind: RouteFacts['kind'];
  readonly path: string;
  readonly handshakePath: string;
  readonly handshake?: { readonly query?: string; readonly header?: string; readonly secret: SecretReference };
}
