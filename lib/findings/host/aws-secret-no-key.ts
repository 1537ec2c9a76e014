import type { Finding } from '../finding';

/** A secret lacks the requested JSON key. */
export const awsSecretNoKey: Finding = {
  code: 'AWS-SECRET-NO-KEY',
  hop: 'host',
  title: 'a secret lacks the requested JSON key',
  cause: 'Its value is not a JSON object, or the key has another name.',
  why: 'The application lacks a setting.',
  cure: 'Correct the key, or leave it out if the secret is plain text',
  source: ['https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
