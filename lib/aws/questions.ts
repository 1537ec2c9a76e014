/** What is asked of AWS, in the order in which a request would meet it, after the stack as a whole. */
export const AWS_QUESTIONS = [
  'stack',
  'record',
  'certificate',
  'load-balancer',
  'listener',
  'target-group',
  'scaling-group',
  'instance',
  'security-group',
  'target-health',
  'user-data',
  'console',
  'deployment-log',
  'broker',
] as const;

/** One question to AWS. */
export type AwsQuestion = (typeof AWS_QUESTIONS)[number];

/** Whether a question is one to AWS. */
export function isAwsQuestion(question: string): question is AwsQuestion {
  return (AWS_QUESTIONS as readonly string[]).includes(question);
}
