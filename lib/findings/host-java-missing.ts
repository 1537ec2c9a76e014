import type { Finding } from './finding';

/** Java is not installed. */
export const hostJavaMissing: Finding = {
  code: 'HOST-JAVA-MISSING',
  hop: 'host',
  title: 'Java is not installed',
  cause: 'The package could not be installed, or the image does not offer this Java.',
  why: 'The application cannot start.',
  cure: 'Read /var/log/cloud-init-output.log: package names, and the route to the package mirror',
  source: ['https://cloudinit.readthedocs.io/en/latest/reference/modules.html'],
  explains: ['gate'],
  onHost: true,
};
