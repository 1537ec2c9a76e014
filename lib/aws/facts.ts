import type { Unread } from './failure';
import type { AwsQuestion } from './questions';

/** The stack as a whole. */
export interface StackFacts {
  readonly name: string;
  readonly status: string;
  /** What failed first, as its events tell. */
  readonly failed?: { readonly resource: string; readonly type: string; readonly reason: string };
}

/** A name that clients use, and where Route 53 leads it. */
export interface RecordFacts {
  readonly name: string;
  /** Absent where no zone of this account holds the name. */
  readonly zone?: string;
  readonly sets: readonly { readonly type: 'A' | 'AAAA' | 'CNAME'; readonly to: readonly string[] }[];
}

/** A certificate of a listener, or of the stack. */
export interface CertificateFacts {
  readonly arn: string;
  /** ISSUED, PENDING_VALIDATION, EXPIRED, FAILED, ... */
  readonly status: string;
  readonly names: readonly string[];
  readonly expiresInDays?: number;
  readonly failure?: string;
  /** Records that prove the domain and are still missed. */
  readonly wanted: readonly { readonly name: string; readonly value: string }[];
}

export interface LoadBalancerFacts {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  /** application, network, gateway. */
  readonly type: string;
  readonly state: string;
  readonly addressType: string;
  readonly securityGroups: readonly string[];
  readonly subnets: readonly string[];
  readonly idleSeconds?: number;
}

/** A Classic Load Balancer, as the template of its stack has it. */
export interface ClassicLoadBalancerFacts {
  readonly name: string;
  /** Absent where the template does not show them. */
  readonly listeners?: readonly { readonly port: number; readonly protocol: string }[];
  /** Another load balancer of the stack leads to its hosts, or can. */
  readonly besides?: boolean;
}

export interface ListenerFacts {
  readonly port: number;
  readonly protocol: string;
  /** It forwards to the target group in question, by default or by a rule. */
  readonly forwards: boolean;
  /** Names and paths of the rules that do; empty for the default action. */
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  readonly certificates: readonly CertificateFacts[];
  /** Certificates whose names cannot be seen. */
  readonly unseenCertificates: number;
}

export interface TargetGroupFacts {
  readonly arn: string;
  readonly name: string;
  readonly protocol: string;
  readonly protocolVersion: string;
  readonly port: number;
  readonly targetType: string;
  readonly health: { readonly path: string; readonly port: string; readonly matcher: string };
  readonly stickiness?: boolean;
  readonly deregistrationSeconds?: number;
  /** How many targets are registered. */
  readonly targets?: number;
}

/** A target as the load balancer sees it. */
export interface TargetFacts {
  readonly id: string;
  readonly port: number;
  /** healthy, unhealthy, initial, draining, unused, unavailable. */
  readonly state: string;
  /** Such as `Target.ResponseCodeMismatch`. */
  readonly reason?: string;
  readonly description?: string;
}

/** An Auto Scaling group. */
export interface ScalingGroupFacts {
  readonly name: string;
  readonly desired: number;
  readonly inService: number;
  /** The newest activity that went wrong. */
  readonly failure?: string;
}

export interface InstanceFacts {
  readonly id: string;
  readonly name?: string;
  /** running, stopped, ... */
  readonly state: string;
  readonly stateReason?: string;
  readonly vpc: string;
  readonly addresses: readonly string[];
  readonly publicAddress?: string;
  readonly securityGroups: readonly string[];
  /** ok, impaired, initializing, insufficient-data, not-applicable; absent where it could not be read. */
  readonly checks?: { readonly system: string; readonly instance: string };
}

/** Whether security groups open a port: `undefined` where what was read does not say. */
export interface AccessFacts {
  readonly purpose: 'traffic' | 'health' | 'clients' | 'broker';
  readonly port: number;
  readonly admitted?: boolean;
  /** The groups of who comes, a load balancer or for a broker the host, let it go out to that port. */
  readonly released?: boolean;
  /** The groups of who is to be reached, and of who comes. */
  readonly to: readonly string[];
  readonly from: readonly string[];
}

/** A broker of Amazon MQ. */
export interface BrokerFacts {
  readonly id: string;
  readonly name: string;
  /** RUNNING, REBOOT_IN_PROGRESS, CRITICAL_ACTION_REQUIRED, ... */
  readonly state: string;
  /** What Amazon MQ wants done, as its code and its words. */
  readonly wanted?: string;
  /** Open connections of all protocols, and how many it takes of STOMP, by its metrics; absent where it has published none. */
  readonly connections?: number;
  readonly most?: number;
}

/** What the host's nginx was given by its user data. */
export interface HostNginxFacts {
  /** Paths of its files, or of what is taken for one. */
  readonly files: readonly string[];
  /** The shortest keep-alive that is written. */
  readonly keepaliveSeconds?: number;
  /** How long silent sockets may live there: the longest read timeout that is written. */
  readonly readSeconds?: number;
  /** Why it cannot be judged, where it cannot. */
  readonly undetermined?: string;
  /** A file whose variables the shell took away that wrote it. */
  readonly lost?: { readonly path: string; readonly variables: readonly string[] };
  /** The routes, where a deployment of this library wrote them down. */
  readonly routes?: readonly { readonly kind: string; readonly path: string }[];
}

/** What AWS tells of one chain: plain JSON, each part only if it was asked and answered. */
export interface AwsEvidence {
  readonly region: string;
  readonly unread?: Partial<Record<AwsQuestion, readonly Unread[]>>;
  readonly stack?: StackFacts;
  /** Names that clients use. */
  readonly names?: readonly string[];
  readonly records?: readonly RecordFacts[];
  /** Of the stack, attached or not. */
  readonly certificates?: readonly CertificateFacts[];
  readonly loadBalancer?: LoadBalancerFacts;
  readonly classicLoadBalancer?: ClassicLoadBalancerFacts;
  readonly listeners?: readonly ListenerFacts[];
  readonly targetGroup?: TargetGroupFacts;
  readonly scalingGroup?: ScalingGroupFacts;
  readonly instance?: InstanceFacts;
  readonly access?: readonly AccessFacts[];
  readonly target?: TargetFacts;
  readonly nginx?: HostNginxFacts;
  readonly broker?: BrokerFacts;
  /** The console's size, and the line in it that tells most. */
  readonly console?: { readonly line?: string; readonly bytes: number };
  /** What a host wrote there last, of today or of before. */
  readonly deploymentLog?: { readonly group: string; readonly instance?: string; readonly sentence?: string };
}
