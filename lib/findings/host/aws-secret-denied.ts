import type { Finding } from '../finding';

/** The host may not read a secret. */
export const awsSecretDenied: Finding = {
  code: 'AWS-SECRET-DENIED',
  hop: 'host',
  title: 'the host may not read a secret',
  cause: 'The role lacks the permission for the secret or for its KMS key; or the secret does not exist.',
  why: 'The application lacks a setting.',
  cure:
    'Check name and region, AWS answers the same if the secret does not exist; ' +
    'else secret.grantRead(host) or ssm:GetParameter, and kms:Decrypt on your key',
  source: ['https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
