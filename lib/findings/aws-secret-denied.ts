import type { Finding } from './finding';

/** The host may not read a secret. */
export const awsSecretDenied: Finding = {
  code: 'AWS-SECRET-DENIED',
  hop: 'host',
  title: 'the host may not read a secret',
  cause: 'The role lacks the permission for the secret or for its key.',
  why: 'The application lacks a setting.',
  cure: 'Grant it: secret.grantRead(host), or ssm:GetParameter; and kms:Decrypt when its key is your own',
  source: ['https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html'],
  explains: ['gate'],
  onHost: true,
};
