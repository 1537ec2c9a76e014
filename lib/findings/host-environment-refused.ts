import type { Finding } from './finding';

/** Systemd takes no such value of a variable. */
export const hostEnvironmentRefused: Finding = {
  code: 'HOST-ENVIRONMENT-REFUSED',
  hop: 'host',
  title: 'systemd takes no such value of a variable',
  cause: 'A value holds NUL, a byte order mark or broken Unicode.',
  why: 'The application would start without this variable.',
  cure: 'Remove NUL, byte order mark and broken Unicode from it; pass binary data as base64',
  source: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html'],
  explains: ['gate'],
  onHost: true,
};
