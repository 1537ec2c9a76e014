import type { AwsEvidence } from '../aws/facts';
import type { Hop } from '../chain/hops';
import type { SocketRoute } from '../nginx/socket-routes';
import type { AwsCase } from './aws-case';
import type { ConfigurationMatch, JudgedConfiguration } from './configuration-match';
import type { Evidence, Question } from './evidence';
import type { Symptom } from './symptom';

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
  /** The texts that people see of it, in consoles and logs. */
  readonly symptoms?: readonly Symptom[];
  /** Lines to paste. */
  readonly paste?: string;
  /** Where this knowledge comes from. */
  readonly source: readonly string[];
  /** Which questions it answers with "problem". */
  readonly explains: readonly Question[];
  /** What the same cure heals besides, so that it is no second thing to do: codes. */
  readonly alsoCures?: readonly string[];
  /** A notice is worth knowing and breaks nothing. */
  readonly severity?: 'problem' | 'notice';
  /** It follows from something: named as the cause only when nothing better is found. */
  readonly symptom?: boolean;
  /** The gate on the host can tell it, so its sentence is packed for the host. */
  readonly onHost?: boolean;
  /** What `doctor <url>` sees it with, when it does not look by itself; false when it cannot see it. */
  readonly outside?: string | false;
  /** Absent where only the gate on the host can know. */
  matches?(evidence: Evidence): boolean;
  /** Where it stands in an nginx configuration, for those that can be read there. */
  matchesConfig?(route: SocketRoute, configuration: JudgedConfiguration): ConfigurationMatch | undefined;
  /** How it shows in what AWS itself tells of a chain. */
  inAws?(aws: AwsEvidence): AwsCase | undefined;
}

/** What a finding says, without how it is recognised: plain data. */
export type FindingText = Omit<Finding, 'matches' | 'matchesConfig' | 'inAws' | 'explains' | 'outside' | 'onHost' | 'symptom' | 'alsoCures'>;
