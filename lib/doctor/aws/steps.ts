import type { AwsEvidence } from '../../aws/facts';
import type { Unread } from '../../aws/failure';
import type { AwsQuestion } from '../../aws/questions';
import type { Evidence } from '../../findings/evidence';
import type { Answer, Examined } from '../answer';
import { ask, type Progress } from '../ask';
import { AWS_TABLE } from './questions';

/** What one question to AWS brings. */
export interface Brought {
  readonly aws?: Partial<AwsEvidence>;
  readonly proved?: Evidence['proved'];
  readonly unread: readonly Unread[];
}

/** Questions about one place of a chain, one after the other, and what they brought. */
export class Steps {
  private readonly answers: Answer[] = [];

  constructor(
    private evidence: Evidence & { readonly aws: AwsEvidence },
    private readonly progress: Progress,
  ) {}

  /** What is known so far. */
  get aws(): AwsEvidence {
    return this.evidence.aws;
  }

  /** Puts one question. */
  async step(question: AwsQuestion, asked: string, bring: () => Promise<Brought>): Promise<void> {
    const probe = async (): Promise<Partial<Evidence>> => {
      const { aws: more, proved = [], unread } = await bring();
      const { aws, proved: before = [] } = this.evidence;
      const missing = unread.length > 0 ? { unread: { ...aws.unread, [question]: unread } } : {};
      return { aws: { ...aws, ...more, ...missing }, proved: [...before, ...proved] };
    };
    const { hop, read } = AWS_TABLE[question];
    const { evidence, answers } = await ask({ question, hop, asked }, this.evidence, probe, read, this.progress);
    this.evidence = { ...evidence, aws: evidence.aws! };
    this.answers.push(...answers);
  }

  /** Steps that begin with what is known here, for a place farther in. */
  further(): Steps {
    return new Steps({ aws: this.evidence.aws }, this.progress);
  }

  examined(): Examined {
    return { evidence: this.evidence, answers: this.answers };
  }
}
