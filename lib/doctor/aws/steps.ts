import type { AwsEvidence } from '../../aws/facts';
import type { Unread } from '../../aws/failure';
import type { AwsQuestion } from '../../aws/questions';
import type { Hop } from '../../chain/hops';
import type { Evidence } from '../../findings/evidence';
import type { Answer, Examined } from '../answer';
import { ask, type Progress } from '../ask';

/** What one question to AWS brings. */
export interface Brought {
  readonly aws?: Partial<AwsEvidence>;
  readonly told?: Evidence['told'];
  readonly unread: readonly Unread[];
}

const HOP_OF: Readonly<Record<AwsQuestion, Hop>> = {
  stack: 'host', record: 'dns', certificate: 'tls', 'load-balancer': 'load-balancer', listener: 'load-balancer', 'target-group': 'load-balancer', 'scaling-group': 'host',
  instance: 'host', 'security-group': 'host', 'target-health': 'nginx', 'user-data': 'nginx', console: 'host', 'deployment-log': 'host',
};

/** Questions about one place of a chain, one after the other, and what they brought. */
export class Steps {
  private readonly answers: Answer[] = [];

  constructor(private evidence: Evidence & { readonly aws: AwsEvidence }, private readonly progress: Progress) {}

  /** What is known so far. */
  get aws(): AwsEvidence {
    return this.evidence.aws;
  }

  /** Puts one question. */
  async step(question: AwsQuestion, asked: string, bring: () => Promise<Brought>): Promise<void> {
    const probe = async (): Promise<Partial<Evidence>> => {
      const { aws: more, told = [], unread } = await bring();
      const { aws, told: before = [] } = this.evidence;
      const missing = unread.length > 0 ? { unread: { ...aws.unread, [question]: unread } } : {};
      return { aws: { ...aws, ...more, ...missing }, told: [...before, ...told] };
    };
    const { evidence, answers } = await ask({ question, hop: HOP_OF[question], asked }, this.evidence, probe, this.progress);
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
