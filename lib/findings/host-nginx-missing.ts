import type { Finding } from './finding';

/** Nginx is not installed. */
export const hostNginxMissing: Finding = {
  code: 'HOST-NGINX-MISSING',
  hop: 'host',
  title: 'nginx is not installed',
  cause: 'The package could not be installed: no way out to the package repository.',
  why: 'The host serves nothing.',
  cure: "cloud-init's lines, on AWS in the deployment's log group, tell why: a package's name, or the route to the package mirror",
  source: ['https://cloudinit.readthedocs.io/en/latest/reference/modules.html'],
  explains: ['gate'],
  onHost: true,
};
