import type { Finding } from '../finding';

/** An AWS call failed. */
export const awsUnreachable: Finding = {
  code: 'AWS-UNREACHABLE',
  hop: 'host',
  title: 'an AWS call failed',
  cause: 'The subnet has no route to AWS, or a VPC endpoint refuses the host.',
  why: 'The host can fetch neither jar nor secrets, and cannot signal CloudFormation.',
  cure: "No answer: give the subnet a route to the internet or the VPC endpoints. Denied: allow the host's role the action",
  source: ['https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
