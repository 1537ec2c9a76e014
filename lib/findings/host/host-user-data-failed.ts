import type { Finding } from '../finding';

/** Your own user data failed. */
export const hostUserDataFailed: Finding = {
  code: 'HOST-USER-DATA-FAILED',
  hop: 'host',
  title: 'your own user data failed',
  cause: 'One of its commands exited with an error.',
  why: 'What it should have prepared is missing.',
  cure: "Read cloud-init's lines (on AWS in the deployment's log group): they show the command that failed",
  source: ['https://cloudinit.readthedocs.io/en/latest/reference/modules.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
