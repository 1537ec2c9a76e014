import { unreadLine } from '../../aws/failure';
import type { AwsEvidence } from '../../aws/facts';
import type { AwsQuestion } from '../../aws/questions';
import type { Hop } from '../../chain/hops';
import type { Verdict } from '../answer';
import type { Readable } from '../questions/question';

/**
 * A question to AWS. Its reading says first what could not be read: what is known stays, and only what is wrong outweighs it. `own` is
 * what was read about it in user data or in a log.
 */
export function awsQuestion(
  name: AwsQuestion,
  hop: Hop,
  judge: (aws: AwsEvidence, own: string | undefined) => readonly [Verdict, string],
): Readable {
  const read: Readable['read'] = ({ aws = { region: '' }, proved = [] }) => {
    const missing = aws.unread?.[name] ?? [];
    const [verdict, summary] = judge(aws, proved.find(({ question }) => question === name)?.detail);
    if (missing.length === 0) {
      return { verdict, summary };
    }
    const lines = [...new Set(missing.map(unreadLine))].join('; ');
    return verdict === 'problem' && wasSeen(name, aws)
      ? { verdict, summary: `${summary} (${lines})` }
      : { verdict: 'undetermined', summary: lines };
  };
  return { name, hop, read };
}

/** Whether there is anything to call wrong, or only nothing to be seen. */
function wasSeen(question: AwsQuestion, aws: AwsEvidence): boolean {
  const facts: Partial<Record<AwsQuestion, unknown>> = {
    stack: aws.stack,
    'load-balancer': aws.loadBalancer,
    instance: aws.instance,
    'security-group': aws.access,
    broker: aws.broker,
    'target-group': aws.targetGroup?.targets === 0 || undefined,
  };
  return facts[question] !== undefined;
}
