import { existsSync } from 'node:fs';
import { findProgram, install } from '../../lib/rehearsal/prerequisites';

/** Programs that instances are made with, and the Debian packages that bring them. */
const PROGRAMS: Readonly<Record<string, string>> = {
  mmdebstrap: 'mmdebstrap',
  'systemd-nspawn': 'systemd-container',
  ip: 'iproute2',
  nft: 'nftables',
  dnsmasq: 'dnsmasq-base',
  'apt-cacher-ng': 'apt-cacher-ng',
  socat: 'socat',
  zstd: 'zstd',
  nsenter: 'util-linux',
  curl: 'curl',
};

/** Why instances cannot be booted on this machine at all; undefined where they can. */
export function obstacle(): string | undefined {
  if (process.platform !== 'linux') {
    return `instances boot under systemd-nspawn, which ${process.platform} does not have: run this on Linux`;
  }
  if (process.getuid?.() !== 0) {
    return 'instances need namespaces, mounts and control groups: run this as root (sudo)';
  }
  if (!existsSync('/proc/sys/net/ipv4')) {
    return '/proc/sys/net is not there: mount /proc with write access';
  }
  return undefined;
}

/** Installs what is missing where that can be done unasked (root on Debian), else one error says what to install. */
export async function requireMachinery(say: (line: string) => void): Promise<void> {
  const why = obstacle();
  if (why) {
    throw new Error(why);
  }
  const missing = () => Object.keys(PROGRAMS).filter((program) => !findProgram(program));
  const packages = (programs: readonly string[]) => programs.map((program) => PROGRAMS[program]);
  if (missing().length > 0 && findProgram('apt-get')) {
    say(`installing ${packages(missing()).join(' ')} with apt-get`);
    await install(packages(missing()));
  }
  const still = missing();
  if (still.length > 0) {
    throw new Error(
      `${still.join(', ')} ${still.length > 1 ? 'are' : 'is'} not installed, ` +
        `but needed to boot instances: apt-get install ${packages(still).join(' ')}`,
    );
  }
}
