import type { Finding } from './finding';

/** Your own user data did not end well. */
export const hostUserDataFailed: Finding = {
  code: 'HOST-USER-DATA-FAILED',
  hop: 'host',
  title: 'your own user data did not end well',
  cause: 'One of its commands ended with an error.',
  why: 'What it should have prepared is missing.',
  cure: "cloud-init's lines, on AWS in the deployment's log group, show the command that failed",
  source: ['https://cloudinit.readthedocs.io/en/latest/reference/modules.html'],
  explains: ['gate'],
  onHost: true,
};
