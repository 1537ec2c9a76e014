import type { Finding } from './finding';

/** Java is not installed. */
export const hostJavaMissing: Finding = {
  code: 'HOST-JAVA-MISSING',
  hop: 'host',
  title: 'Java is not installed',
  cause: 'The package could not be installed, or the image does not offer this Java.',
  why: 'The application cannot start.',
  cure: "cloud-init's lines, on AWS in the deployment's log group, tell why: a package's name, or the route to the package mirror",
  source: ['https://cloudinit.readthedocs.io/en/latest/reference/modules.html'],
  explains: ['gate'],
  onHost: true,
};
