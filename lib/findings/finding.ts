import type { AwsEvidence } from '../aws/facts';
import type { Hop } from '../chain/hops';
import type { SocketRoute } from '../nginx/socket-routes';
import type { StreamServer } from '../nginx/stream-servers';
import type { AwsCase } from './aws-case';
import type { Cures } from './cures';
import type { ConfigurationMatch, JudgedConfiguration } from './configuration-match';
import type { Evidence, Question } from './evidence';
import type { Fact } from './facts';
import type { Symptom } from './symptom';

/** Where the project is read. */
export const HOME = 'https://github.com/cdk-spring-websocket/cdk-spring-websocket';

/** What happens at a deployment and afterwards, and where the reason of a failure is. */
export const OPERATING = `${HOME}/blob/main/docs/operating.md`;

/** One failure mode: how it is recognised, what it means, what to change. */
export interface Finding {
  /** Stable, for searching. */
  readonly code: string;
  /** Where it is broken, which is where the cure goes. */
  readonly hop: Hop;
  /** One sentence: what is wrong. At most 160 characters, because the host's agent carries it. */
  readonly title: string;
  /** How it comes about. */
  readonly cause: string;
  /** What users and developers see of it. */
  readonly why: string;
  /** One sentence: what to change. At most 160 characters. */
  readonly cure: string;
  /** The texts that people see of it, in consoles and logs: one that no other finding has proves it, a shared one makes it possible. */
  readonly symptoms?: readonly Symptom[];
  /** Lines to paste. */
  readonly paste?: string;
  /** Where the cure depends on the software: what it is in each, the likeliest first. `cure` and `paste` stand for all of them. */
  readonly cures?: Cures;
  /** Where this knowledge comes from. */
  readonly source: readonly string[];
  /** Which questions it answers with "problem". */
  readonly explains: readonly Question[];
  /** What the same cure heals besides, so that it is no second thing to do: codes. */
  readonly alsoCures?: readonly string[];
  /** Codes of findings of the same step and hop that say less where both are found. */
  readonly before?: readonly string[];
  /** A notice is worth knowing and breaks nothing. */
  readonly severity?: 'problem' | 'notice';
  /** From outside it is a notice, because strangers meet it on healthy chains; where users meet it, it is a problem. */
  readonly refusesStrangers?: boolean;
  /** What cannot be seen together with it, so that it is not possible where that was seen. */
  readonly refutedBy?: readonly Fact[];
  /** It follows from something: named as the cause only when nothing better is found. */
  readonly secondary?: boolean;
  /** It says no more than that something is wrong: named only where no known cause is even possible. */
  readonly isLast?: boolean;
  /** The gate on the host can tell it, so its sentence is packed for the host. */
  readonly onHost?: boolean;
  /** What `doctor <url>` sees it with, when it does not look by itself; false when it cannot see it. */
  readonly outside?: string | false;
  /** Whether evidence proves it; absent where only the gate on the host can know. */
  matches?(evidence: Evidence): boolean;
  /** What of the evidence shows it, where that helps: a path, a line of a log. */
  detail?(evidence: Evidence): string | undefined;
  /** Where it stands in an nginx configuration, for those that can be read there. */
  matchesConfig?(route: SocketRoute, configuration: JudgedConfiguration): ConfigurationMatch | undefined;
  /** Where it stands in a stream block, such as one that relays to a broker. */
  matchesStream?(server: StreamServer): ConfigurationMatch | undefined;
  /** How it shows in what AWS itself tells of a chain. */
  inAws?(aws: AwsEvidence): AwsCase | undefined;
}

/** What a finding says, without how it is recognised: plain data. */
export type FindingText = Omit<
  Finding,
  | 'matches'
  | 'detail'
  | 'matchesConfig'
  | 'matchesStream'
  | 'inAws'
  | 'explains'
  | 'outside'
  | 'cures'
  | 'onHost'
  | 'secondary'
  | 'isLast'
  | 'alsoCures'
  | 'before'
  | 'refusesStrangers'
  | 'refutedBy'
>;
