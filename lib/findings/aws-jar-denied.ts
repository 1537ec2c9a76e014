import type { Finding } from './finding';

/** S3 does not give the jar to this host. */
export const awsJarDenied: Finding = {
  code: 'AWS-JAR-DENIED',
  hop: 'host',
  title: 'S3 does not give the jar to this host',
  cause: 'The role lacks s3:GetObject on the jar, or kms:Decrypt on the bucket\'s key.',
  why: 'The application cannot be fetched.',
  cure: 'Allow the role s3:GetObject on this very key, and kms:Decrypt on the bucket\'s key; S3 says the same of a key that is missing',
  source: ['https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html'],
  explains: ['gate'],
  onHost: true,
};
