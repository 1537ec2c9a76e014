import type { Finding } from '../finding';

/** The host may not read the jar from S3. */
export const awsJarDenied: Finding = {
  code: 'AWS-JAR-DENIED',
  hop: 'host',
  title: 'the host may not read the jar from S3',
  cause: "The role lacks s3:GetObject on the jar, or kms:Decrypt on the bucket's key.",
  why: 'The host cannot download the application.',
  cure: "Allow the role s3:GetObject on this key, and kms:Decrypt on the bucket's key; S3 answers the same if the object does not exist",
  source: ['https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
