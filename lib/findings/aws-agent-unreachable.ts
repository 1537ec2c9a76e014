import type { Finding } from './finding';

/** The host could not fetch its own agent from S3. */
export const awsAgentUnreachable: Finding = {
  code: 'AWS-AGENT-UNREACHABLE',
  hop: 'host',
  title: 'the host could not fetch its agent from S3, or could not install it',
  cause: 'No way to S3 (route, endpoint, network ACL), the bootstrap bucket has a key that the host may not use, or a permission boundary refuses.',
  why: 'Nothing is set up on the host; the deployment rolls back, and only the console says why.',
  cure: 'Give the host\'s subnets a way to S3, or grant its role the bootstrap bucket\'s key',
  paste: 'key.grantDecrypt(service);',
  source: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html', 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html'],
  explains: ['console'],
  outside: false,
  matches(evidence) {
    return evidence.gate?.ok === false && evidence.gate.code === 'AWS-AGENT-UNREACHABLE';
  },
};
