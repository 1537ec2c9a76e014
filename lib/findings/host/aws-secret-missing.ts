import type { Finding } from '../finding';

/** A secret does not exist in this account and region. */
export const awsSecretMissing: Finding = {
  code: 'AWS-SECRET-MISSING',
  hop: 'host',
  title: 'a secret does not exist in this account and region',
  cause: 'Its name or ARN is wrong, or it is in another region.',
  why: 'The application lacks a setting.',
  cure: 'Check its name and region, and whether it is scheduled for deletion',
  source: ['https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
