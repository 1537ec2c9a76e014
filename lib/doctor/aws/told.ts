import { unreadLine } from '../../aws/failure';
import type { AwsEvidence } from '../../aws/facts';
import type { AwsQuestion } from '../../aws/questions';
import type { Evidence } from '../../findings/evidence';
import type { Judgement, Verdict } from '../answer';

/** A reading that says first what could not be read: what is known stays, and only what is wrong outweighs it. */
export function told(question: AwsQuestion, read: (aws: AwsEvidence) => readonly [Verdict, string]): (evidence: Evidence) => Judgement {
  return ({ aws = { region: '' } }) => {
    const missing = aws.unread?.[question] ?? [];
    const [verdict, summary] = read(aws);
    if (missing.length === 0) {
      return { verdict, summary };
    }
    const lines = [...new Set(missing.map(unreadLine))].join('; ');
    return verdict === 'problem' && wasSeen(question, aws) ? { verdict, summary: `${summary} (${lines})` } : { verdict: 'undetermined', summary: lines };
  };
}

/** Whether there is anything to call wrong, or only nothing to be seen. */
function wasSeen(question: AwsQuestion, aws: AwsEvidence): boolean {
  const facts: Partial<Record<AwsQuestion, unknown>> = { stack: aws.stack, 'load-balancer': aws.loadBalancer, instance: aws.instance, 'security-group': aws.access, 'target-group': aws.targetGroup?.targets === 0 || undefined };
  return facts[question] !== undefined;
}
