import type { Finding } from '../finding';

/** The jar is not in S3. */
export const awsJarMissing: Finding = {
  code: 'AWS-JAR-MISSING',
  hop: 'host',
  title: 'the jar is not in S3',
  cause: 'The asset was deleted, or was never published.',
  why: 'The host cannot download the application.',
  cure: 'Deploy again to upload the asset; `cdk gc` may have removed it',
  source: ['https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
