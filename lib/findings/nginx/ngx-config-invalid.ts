import { EMERGENCY } from '../common-symptoms';
import type { Finding } from '../finding';

/** Nginx does not start. */
export const ngxConfigInvalid: Finding = {
  code: 'NGX-CONFIG-INVALID',
  hop: 'nginx',
  title: 'nginx does not start',
  cause: 'A directive that this nginx does not know, a directive in a context where it is not allowed, or a variable without its map.',
  why: 'nginx does not start, or keeps the old configuration after a reload, so that a change seems to have no effect.',
  cure:
    'Correct the line in the [emerg] message; `nginx -t` prints it again, ' +
    "on this library's hosts `nginx -t -p / -c etc/websocket-host/nginx.conf`",
  symptoms: [
    { seen: 'nginx', text: 'unknown directive "<name>"' },
    { seen: 'nginx', text: 'unexpected "<token>"' },
    { seen: 'nginx', text: 'unexpected end of file, expecting' },
    { seen: 'nginx', text: EMERGENCY },
    { seen: 'nginx', text: '"<name>" directive is not allowed here' },
  ],
  source: ['https://nginx.org/en/docs/switches.html'],
  explains: ['nginx-config'],
  refutedBy: ['valid'],
  onHost: true,
  matches(evidence) {
    const { nginxTest } = evidence;
    return nginxTest?.ok === false;
  },
  detail: ({ nginxTest }) => nginxTest?.output.split('\n').find((line) => /emerg/.test(line)),
};
