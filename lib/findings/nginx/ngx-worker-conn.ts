import type { Finding } from '../finding';
import { advice, problem } from '../in-configuration';

/** Nginx has no connections left. */
export const ngxWorkerConn: Finding = {
  code: 'NGX-WORKER-CONN',
  hop: 'nginx',
  title: 'nginx has no connections left',
  cause: 'Every proxied socket uses two of worker_connections, which is 512 by default (768 or 1024 in packages).',
  why: 'New clients are disconnected right after they connected, without a status.',
  cure: 'Raise worker_connections above twice the number of sockets, and the limit of open files as well',
  symptoms: [{ seen: 'nginx', text: '<n> worker_connections are not enough' }],
  paste: ['worker_rlimit_nofile 65535;', 'events { worker_connections 16384; }'].join('\n'),
  source: ['https://nginx.org/en/docs/ngx_core_module.html#worker_connections'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['answered alone and in a crowd'],
  matches(evidence) {
    const { burst } = evidence;
    return (
      burst !== undefined &&
      burst.alone < 400 &&
      burst.alone > 0 &&
      [...burst.together, ...burst.crowd].some((status) => status === 0 || status === 502)
    );
  },
  matchesConfig(_route, { main, part, connections }) {
    const events = main.find(({ name }) => name === 'events');
    if (part !== 'main' || !events) {
      return undefined;
    }
    const set = events.block?.find(({ name }) => name === 'worker_connections');
    const each = Number(set?.args[0] ?? 512);
    const workers = Number(main.find(({ name }) => name === 'worker_processes')?.args[0] ?? 1); // NaN for auto
    const sockets = Math.floor((each * (workers || 1)) / 2);
    const enough = connections !== undefined ? sockets >= connections : each > 1024;
    const detail = `worker_connections ${each}${set ? '' : ' (its default)'} is enough for ${Math.floor(each / 2)} sockets a worker`;
    const needed = Math.max(4096, Math.ceil(((connections ?? 0) * 2.2) / (workers || 1)));
    const wants = set ? [{ replace: set, by: `worker_connections ${needed};` }] : [{ line: `worker_connections ${needed};`, into: events }];
    if (enough) {
      return undefined;
    }
    return connections !== undefined && workers
      ? problem(set ?? events, `${detail}, ${connections} are expected`, wants)
      : advice(set ?? events, detail, wants);
  },
};
