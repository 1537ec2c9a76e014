import type { Finding } from '../finding';
import { advice } from '../in-configuration';

/** Nginx has reached its limit of open files. */
export const ngxNofile: Finding = {
  code: 'NGX-NOFILE',
  hop: 'nginx',
  title: 'nginx has reached its limit of open files',
  cause: 'Each connection is an open file; the limit of the service is lower than worker_connections needs.',
  why: 'New connections wait or are reset, and pages fail now and then.',
  cure: "Raise worker_rlimit_nofile, and LimitNOFILE in nginx's unit",
  symptoms: [
    { seen: 'nginx', text: 'accept4() failed (24: Too many open files)' },
    { seen: 'nginx', text: 'socket() failed (24: Too many open files)' },
    { seen: 'nginx', text: 'open() <path> failed (24: Too many open files)' },
  ],
  paste: 'worker_rlimit_nofile 65535;',
  source: ['https://nginx.org/en/docs/ngx_core_module.html#worker_rlimit_nofile'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['answered alone and in a crowd'],
  matchesConfig(_route, { main, part }) {
    const connections = main.find(({ name }) => name === 'events')?.block?.find(({ name }) => name === 'worker_connections');
    const limit = main.find(({ name }) => name === 'worker_rlimit_nofile');
    const files = Number(limit?.args[0] ?? 1024);
    const needed = Number(connections?.args[0] ?? 512);
    const supervised = main.some(({ name, args }) => name === 'daemon' && args[0] === 'off');
    if (part !== 'main' || !connections || needed <= files || (supervised && !limit)) {
      return undefined; // whoever starts nginx in the foreground sets its limits, where this cannot see them
    }
    const detail =
      `${needed} connections, ` +
      `but ${limit ? `worker_rlimit_nofile is ${files}` : 'worker_rlimit_nofile is not set, and 1024 files are the usual limit'}`;
    const line = `worker_rlimit_nofile ${Math.max(65_535, needed * 2)};`;
    return advice(limit ?? connections, detail, limit ? [{ replace: limit, by: line }] : [{ line, into: undefined }]);
  },
};
