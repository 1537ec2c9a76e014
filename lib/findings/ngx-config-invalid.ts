import type { Finding } from './finding';

/** Nginx does not start. */
export const ngxConfigInvalid: Finding = {
  code: 'NGX-CONFIG-INVALID',
  hop: 'nginx',
  title: 'nginx does not start',
  cause: 'A directive that nginx does not know, in a place where it is not allowed, or a variable without its map.',
  why: 'nginx does not start, or keeps serving the old configuration after a reload, so that "the fix had no effect".',
  cure: 'Mend the line that the [emerg] message names; `nginx -t` repeats it, on this library\'s hosts `nginx -t -p / -c etc/websocket-host/nginx.conf`',
  symptoms: [
    { seen: 'nginx', text: 'unknown directive "<name>"' },
    { seen: 'nginx', text: 'unexpected "<token>"' },
    { seen: 'nginx', text: 'unexpected end of file, expecting' },
  ],
  source: ['https://nginx.org/en/docs/switches.html'],
  explains: ['nginx-config'],
  onHost: true,
  matches(evidence) {
    const { nginxTest } = evidence;
    return nginxTest?.ok === false;
  },
};
