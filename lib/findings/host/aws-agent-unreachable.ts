import type { Finding } from '../finding';

/** The host could not download its agent from S3, or could not install it. */
export const awsAgentUnreachable: Finding = {
  code: 'AWS-AGENT-UNREACHABLE',
  hop: 'host',
  title: 'the host could not download its agent from S3, or could not install it',
  cause:
    'No route to S3 (route table, VPC endpoint, network ACL), ' +
    'the bootstrap bucket has a KMS key that the host may not use, or a permissions boundary denies it.',
  why: "Nothing is set up on the host; the deployment rolls back, and only the instance's console says why.",
  cure: "Give the host's subnets a route to S3, or grant its role kms:Decrypt on the bootstrap bucket's key",
  paste: 'key.grantDecrypt(service);',
  source: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  ],
  explains: ['console'],
  refutedBy: ['gate'],
  outside: false,
  matches(evidence) {
    return evidence.gate?.ok === false && evidence.gate.code === 'AWS-AGENT-UNREACHABLE';
  },
};
