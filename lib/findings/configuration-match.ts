import type { Configuration } from '../nginx/configuration';
import type { Want } from '../nginx/corrections';
import type { Placed } from '../nginx/directives';
import type { Server } from '../nginx/servers';
import type { UpgradeCure } from '../nginx/upgrade-cure';
import type { Variables } from '../nginx/variables';

/** A configuration, and what is known besides about the chain that it serves. */
export interface JudgedConfiguration extends Configuration {
  readonly servers: readonly Server[];
  readonly variables: Variables;
  readonly upgrade: UpgradeCure;
  /** A load balancer that ends TLS stands in front: somebody said so. */
  readonly loadBalancer: boolean;
  /** Its idle timeout, where somebody said it. */
  readonly idleSeconds?: number;
  /** How often the application or its clients say something. */
  readonly heartbeatSeconds: number;
  /** How many sockets are to be open at once. */
  readonly connections?: number;
}

/** A place in a configuration that a finding fits. */
export interface ConfigurationMatch {
  /** A problem breaks chains; advice is about what works, but not always or not everywhere. */
  readonly severity: 'problem' | 'advice';
  /** What of this configuration it is. */
  readonly detail: string;
  /** The directive to look at. */
  readonly at: Placed;
  /** What would cure it, where lines of the configuration do. */
  readonly wants?: readonly Want[];
}
