import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, run } from '../../machines/command';
import { outside } from '../../machines/hub';
import { mirror, suites } from '../../machines/mirror';
import type { ServerOptions } from '../../machines/server';
import type { BrokerOptions } from './brokers';
import { STOMP_PORT, USER } from './stacks';

/** Debian's releases, by the RabbitMQ that each has. */
export type Suite = 'bookworm' | 'trixie';

/** Where a root has what is one broker's own. */
const OWN = '/srv';

/** Debian's RabbitMQ in a root file system of its own, which is kept; what version it is. */
export async function rabbitRoot(suite: Suite, cache: string, say: (line: string) => void): Promise<{ root: string; version: string }> {
  const root = join(cache, `rabbitmq-${suite}`);
  if (!existsSync(root)) {
    say(`building a root file system with the RabbitMQ of ${suite} (once)`);
    const unfinished = `${root}.${process.pid}`;
    // Erlang asks where localhost and its clients are: name servers that the lab has not would cost 5 s each time.
    const hosts = '--customize-hook=rm -f "$1"/etc/resolv.conf; echo 127.0.0.1 localhost >"$1"/etc/hosts';
    const what = ['--quiet', '--mode=root', '--variant=minbase', '--include=rabbitmq-server', hosts, suite, unfinished];
    try {
      await run(...outside(['mmdebstrap', ...what, ...suites(await mirror(), suite)]), { seconds: 600 });
      renameSync(unfinished, root);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  const { stdout } = await attempt('chroot', [root, 'dpkg-query', '--show', '--showformat=${Version}', 'rabbitmq-server']);
  return { root, version: stdout.replace(/-.*/, '') };
}

/** A real RabbitMQ with its STOMP plug-in over TLS; its processes end with the first of them. */
export function rabbitMq(root: string, { address, password, pemFile }: BrokerOptions): ServerOptions {
  return {
    address,
    port: STOMP_PORT,
    command(folder) {
      mkdirSync(join(folder, 'data'), { recursive: true });
      copyFileSync(pemFile, join(folder, 'broker.pem'));
      chmodSync(join(folder, 'broker.pem'), 0o600);
      writeFileSync(join(folder, 'enabled_plugins'), '[rabbitmq_stomp].\n');
      writeFileSync(join(folder, 'rabbitmq.conf'), configuration({ address, password }), { mode: 0o600 });
      const mounts = `mount --rbind /dev "$1/dev" && mount --bind "$2" "$1${OWN}" && mount -t proc proc "$1/proc"`;
      const program = ['chroot', root, 'env', ...ENVIRONMENT, '/usr/lib/rabbitmq/bin/rabbitmq-server'];
      return [
        'unshare',
        '--mount',
        '--pid',
        '--fork',
        '--kill-child',
        'sh',
        '-c',
        `${mounts} && shift 2 && exec "$@"`,
        'sh',
        root,
        folder,
        ...program,
      ];
    },
  };
}

const ENVIRONMENT = [
  `HOME=${OWN}`,
  'RABBITMQ_NODENAME=rabbit@localhost',
  `RABBITMQ_CONFIG_FILE=${OWN}/rabbitmq.conf`,
  `RABBITMQ_ENABLED_PLUGINS_FILE=${OWN}/enabled_plugins`,
  `RABBITMQ_MNESIA_BASE=${OWN}/data`,
  'RABBITMQ_LOGS=-',
];

function configuration({ address, password }: Pick<BrokerOptions, 'address' | 'password'>): string {
  return Object.entries({
    'listeners.tcp': 'none',
    'stomp.listeners.tcp': 'none',
    'stomp.listeners.ssl.default': `${address}:${STOMP_PORT}`,
    'ssl_options.certfile': `${OWN}/broker.pem`,
    'ssl_options.keyfile': `${OWN}/broker.pem`,
    default_user: USER,
    default_pass: password,
  })
    .map((setting) => `${setting.join(' = ')}\n`)
    .join('');
}
