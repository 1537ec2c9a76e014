import type { Finding } from '../finding';

/** Systemd does not accept the value of an environment variable. */
export const hostEnvironmentRefused: Finding = {
  code: 'HOST-ENVIRONMENT-REFUSED',
  hop: 'host',
  title: 'systemd does not accept the value of an environment variable',
  cause: 'The value contains NUL, a byte order mark or invalid Unicode.',
  why: 'The application would start without this variable.',
  cure: 'Remove NUL, byte order mark and invalid Unicode from it; pass binary data as base64',
  source: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
