import { requireEach, TOOLS, type Tool } from '../../lib/rehearsal/prerequisites';

const UTIL_LINUX = { apt: 'util-linux', dnf: 'util-linux', brew: '' };

/** nginx's stream module, as Debian's package installs it. */
export const STREAM_MODULE = '/usr/lib/nginx/modules/ngx_stream_module.so';

const NEEDED: Readonly<Record<string, Tool>> = {
  nginx: TOOLS.nginx,
  haproxy: TOOLS.haproxy,
  ip: TOOLS.ip,
  jdk: TOOLS.jdk,
  maven: TOOLS.maven,
  valkey: TOOLS.valkey,
  strace: { program: 'strace', apt: 'strace', dnf: 'strace', brew: '' },
  taskset: { program: 'taskset', ...UTIL_LINUX },
  unshare: { program: 'unshare', ...UTIL_LINUX },
  "nginx's stream module": { program: STREAM_MODULE, apt: 'libnginx-mod-stream', dnf: 'nginx-mod-stream', brew: '' },
};

/** Installs what the bench runs, or says exactly what to install; throws where it cannot run at all. */
export async function requireAll(say: (line: string) => void): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error('the bench needs Linux and root: it runs in a network namespace of its own and counts the calls of other processes');
  }
  await requireEach(NEEDED, say);
}
