import { type Finding, OPERATING } from '../finding';

/** The last deployment of the stack failed. */
export const stackFailed: Finding = {
  code: 'STACK-FAILED',
  hop: 'host',
  title: 'the last deployment of the stack failed',
  cause: 'A resource could not be created or updated; CloudFormation rolled back, or deleted everything.',
  why: 'The previous version is running, or nothing.',
  cure: 'Correct what the event of the first failed resource says; a missing signal: what the deployment log (doctor --stack) says',
  paste: 'aws cloudformation describe-stack-events --stack-name <name>',
  symptoms: [
    { seen: 'aws', text: 'Failed to receive <n> resource signal(s) within the specified duration' },
    { seen: 'aws', text: 'Received <n> FAILURE signal(s) out of <n>' },
    { seen: 'aws', text: 'Received <n> SUCCESS signal(s) out of <n>' },
  ],
  source: [OPERATING, 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html'],
  explains: ['stack'],
  secondary: true,
  inAws({ stack }) {
    if (stack === undefined || !/FAILED|ROLLBACK/.test(stack.status)) {
      return undefined;
    }
    const { name, status, failed } = stack;
    return {
      question: 'stack',
      detail: `${name} is ${status}${failed ? `; first failed ${failed.resource} (${failed.type}): ${failed.reason}` : ''}`,
      paste: /^(ROLLBACK_COMPLETE|CREATE_FAILED)$/.test(status)
        ? `aws cloudformation delete-stack --stack-name ${name}   # then deploy again`
        : `aws cloudformation describe-stack-events --stack-name ${name}`,
    };
  },
};
