import type { Finding } from '../finding';

/** Java is not installed. */
export const hostJavaMissing: Finding = {
  code: 'HOST-JAVA-MISSING',
  hop: 'host',
  title: 'Java is not installed',
  cause: 'The package could not be installed, or the image does not offer this Java version.',
  why: 'The application cannot start.',
  cure: "Read cloud-init's lines (on AWS in the deployment's log group): a wrong package name, or no route to the package mirror",
  source: ['https://cloudinit.readthedocs.io/en/latest/reference/modules.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
