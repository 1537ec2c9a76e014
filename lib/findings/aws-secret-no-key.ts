import type { Finding } from './finding';

/** A secret lacks the JSON key that was asked for. */
export const awsSecretNoKey: Finding = {
  code: 'AWS-SECRET-NO-KEY',
  hop: 'host',
  title: 'a secret lacks the JSON key that was asked for',
  cause: 'Its value is no JSON object, or the key is named otherwise.',
  why: 'The application lacks a setting.',
  cure: 'Correct the key, or leave it out when the secret is plain text',
  source: ['https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html'],
  explains: ['gate'],
  onHost: true,
};
