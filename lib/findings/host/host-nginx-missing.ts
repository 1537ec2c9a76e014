import type { Finding } from '../finding';

/** Nginx is not installed. */
export const hostNginxMissing: Finding = {
  code: 'HOST-NGINX-MISSING',
  hop: 'host',
  title: 'nginx is not installed',
  cause: 'The package could not be installed: the host cannot reach the package repository.',
  why: 'Nothing answers on the host.',
  cure: "Read cloud-init's lines (on AWS in the deployment's log group): a wrong package name, or no route to the package mirror",
  source: ['https://cloudinit.readthedocs.io/en/latest/reference/modules.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
