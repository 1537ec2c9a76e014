import type { Finding } from './finding';

/** The last deployment of the stack failed. */
export const stackFailed: Finding = {
  code: 'STACK-FAILED',
  hop: 'host',
  title: 'the last deployment of the stack failed',
  cause: 'A resource could not be made or changed; CloudFormation went back to what was there before, or removed all.',
  why: 'What serves is the former version, or nothing.',
  cure: 'Mend what its first failed resource says, and deploy again',
  paste: 'aws cloudformation describe-stack-events --stack-name <name>',
  source: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html'],
  explains: ['stack'],
  symptom: true,
  inAws({ stack }) {
    return stack === undefined || !/FAILED|ROLLBACK/.test(stack.status)
      ? undefined
      : {
          question: 'stack',
          detail: `${stack.name} is ${stack.status}${stack.failed ? `; first failed ${stack.failed.resource} (${stack.failed.type}): ${stack.failed.reason}` : ''}`,
          paste: /^(ROLLBACK_COMPLETE|CREATE_FAILED)$/.test(stack.status) ? `aws cloudformation delete-stack --stack-name ${stack.name}   # then deploy again` : `aws cloudformation describe-stack-events --stack-name ${stack.name}`,
        };
  },
};
