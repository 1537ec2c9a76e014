import type { Finding } from './finding';

/** The jar is not in S3. */
export const awsJarMissing: Finding = {
  code: 'AWS-JAR-MISSING',
  hop: 'host',
  title: 'the jar is not in S3',
  cause: 'The asset was deleted, or never published.',
  why: 'The application cannot be fetched.',
  cure: 'Deploy again so that the asset is uploaded; asset garbage collection may have removed it',
  source: ['https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html'],
  explains: ['gate'],
  onHost: true,
};
