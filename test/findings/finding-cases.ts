import type { AwsEvidence } from '../../lib/aws/facts';
import type { Evidence } from '../../lib/findings/evidence';

/** Configurations in which a finding stands, and neighbours of them in which it does not. */
export interface ConfigurationCase {
  readonly broken: string;
  readonly healthy: string;
  readonly severity: 'problem' | 'advice';
  readonly route?: string;
  readonly facts?: { readonly loadBalancer?: boolean; readonly idleSeconds?: number; readonly connections?: number };
  /** nginx itself refuses it, so its word is no ground to stand on. */
  readonly invalid?: boolean;
}

/** What shows one finding: each field for one way in which it is told. */
export interface FindingCases {
  /** What changes a healthy chain into the failure. */
  readonly evidence?: Evidence;
  /** What changes the failure's evidence so that it is something else. */
  readonly refuted?: readonly Evidence[];
  /** The same finding, told by what only somebody outside asks. */
  readonly fromOutside?: readonly Evidence[];
  readonly configuration?: ConfigurationCase;
  /** What changes what AWS tells of a healthy chain into the failure, and what must not be taken for it. */
  readonly inAws?: { readonly is: Partial<AwsEvidence>; readonly isNot: Partial<AwsEvidence> };
  /** Lines as servers and browsers write them, in which it must be found. */
  readonly lines?: readonly string[];
}
