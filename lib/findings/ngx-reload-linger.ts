import type { Finding } from './finding';
import { advice } from './in-configuration';

/** Old workers live on after a reload, with the old configuration. */
export const ngxReloadLinger: Finding = {
  code: 'NGX-RELOAD-LINGER',
  hop: 'nginx',
  title: 'old workers live on after a reload, with the old configuration',
  cause: 'A worker ends when its last socket does, and nothing makes it end without worker_shutdown_timeout; with a short one it cuts them without a close frame.',
  why: 'Memory grows with every reload, and a cure seems to have no effect until the client reconnects.',
  cure: 'Set worker_shutdown_timeout to minutes, and connect anew before judging a change',
  symptoms: [
    { seen: 'nginx', text: 'nginx: worker process is shutting down' },
    { seen: 'client', text: 'nginx: worker process is shutting down' },
  ],
  paste: 'worker_shutdown_timeout 10m;',
  source: ['https://nginx.org/en/docs/ngx_core_module.html#worker_shutdown_timeout'],
  explains: ['message'],
  severity: 'notice',
  matchesConfig(_route, { main, part }) {
    const [first] = main;
    if (part !== 'main' || !first || main.some(({ name }) => name === 'worker_shutdown_timeout')) {
      return undefined;
    }
    return advice(first, 'worker_shutdown_timeout is not set', [{ line: 'worker_shutdown_timeout 10m;', into: undefined }]);
  },
};
