import type { Finding } from './finding';

/** An AWS call failed. */
export const awsUnreachable: Finding = {
  code: 'AWS-UNREACHABLE',
  hop: 'host',
  title: 'an AWS call failed',
  cause: 'The subnet has no route out, or its endpoints refuse the host.',
  why: 'Neither jar nor secrets nor the signal get through.',
  cure: 'No answer: give the subnet a route out or the VPC endpoints. Denied: give the host\'s role the action',
  source: ['https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html'],
  explains: ['gate'],
  onHost: true,
};
