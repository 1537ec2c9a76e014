import type { Finding } from '../finding';
import { advice } from '../in-configuration';

/** Old workers continue after a reload, with the old configuration. */
export const ngxReloadLinger: Finding = {
  code: 'NGX-RELOAD-LINGER',
  hop: 'nginx',
  title: 'old workers continue after a reload, with the old configuration',
  cause:
    'A worker exits only when its last socket is closed, unless worker_shutdown_timeout is set; ' +
    'a short one closes sockets without a close frame.',
  why: 'Memory grows with every reload, and a change seems to have no effect until the client reconnects.',
  cure: 'Set worker_shutdown_timeout to minutes, and reconnect before you judge a change',
  symptoms: [
    { seen: 'nginx', text: 'nginx: worker process is shutting down' },
    { seen: 'client', text: 'nginx: worker process is shutting down' },
  ],
  paste: 'worker_shutdown_timeout 10m;',
  source: ['https://nginx.org/en/docs/ngx_core_module.html#worker_shutdown_timeout'],
  explains: ['message'],
  refutedBy: ['goes on while deployed'],
  severity: 'notice',
  matchesConfig(_route, { main, part }) {
    const [first] = main;
    if (part !== 'main' || !first || main.some(({ name }) => name === 'worker_shutdown_timeout')) {
      return undefined;
    }
    return advice(first, 'worker_shutdown_timeout is not set', [{ line: 'worker_shutdown_timeout 10m;', into: undefined }]);
  },
};
