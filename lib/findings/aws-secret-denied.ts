import type { Finding } from './finding';

/** The host may not read a secret. */
export const awsSecretDenied: Finding = {
  code: 'AWS-SECRET-DENIED',
  hop: 'host',
  title: 'the host may not read a secret',
  cause: 'The role lacks the permission for the secret or for its key; or there is no such secret: a permission names its six random characters too, which it does not have.',
  why: 'The application lacks a setting.',
  cure: 'Check name and region, AWS says the same of a secret that does not exist; else secret.grantRead(host) or ssm:GetParameter, and kms:Decrypt on your own key',
  source: ['https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html'],
  explains: ['gate'],
  onHost: true,
};
