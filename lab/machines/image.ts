import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command';
import { outside } from './hub';
import { mirror, suites } from './mirror';

/** What an instance can be booted from. */
export const IMAGES = ['debian-13', 'debian-13-with-packages', 'amazon-linux-2023-stand-in'] as const;
export type ImageName = (typeof IMAGES)[number];

/** What Debian's AMI has, as far as the first boot and the units can see it. */
const SYSTEM = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'udev',
  'libpam-systemd',
  'libnss-systemd',
  'cloud-init',
  'cloud-guest-utils',
  'dhcpcd-base',
  'openssh-server',
  'python3',
  'sudo',
  'logrotate',
  'ca-certificates',
  'netbase',
  'iproute2',
  'procps',
  'kmod',
  'curl',
  'less',
  'openssl',
];

/**
 * What the template installs at the first boot; the variant that has it boots without waiting for downloads, where no claim is
 * about them.
 */
const INSTALLED = ['nginx', 'openjdk-21-jre-headless'];

/** The tar that an image is unpacked from. The stand-in for Amazon Linux has nothing but another layer above Debian's. */
export function packagesOf(image: ImageName): readonly string[] {
  return image === 'debian-13-with-packages' ? INSTALLED : SYSTEM;
}

/** What is done to it last. */
const LAST = [
  // The distribution's nginx is enabled when it is installed; at a first boot our user data has masked it by then.
  '--customize-hook=chroot "$1" systemctl disable nginx.service || true',
  '--customize-hook=rm -f "$1"/etc/ssh/ssh_host_* && : > "$1"/etc/machine-id',
];

/** How mmdebstrap begins: anew, or with another image. Then lists of packages stay: apt asks whether they are still the newest. */
function beginning(base?: string): string[] {
  if (base === undefined) return ['--variant=minbase'];
  const unpacking = `tar --zstd -xpf '${base}' --xattrs-include=* --numeric-owner -C "$1" --exclude=./dev/*`;
  return ['--variant=custom', `--setup-hook=${unpacking}`, '--skip=cleanup/apt/lists'];
}

/**
 * The stand-in for an AMI: Debian 13 by mmdebstrap from the machine's own package mirror, packed in the cache.
 *
 * Like an AMI it is at most a month old, and instances find newer packages when they look.
 */
export async function buildImage(image: ImageName, cache: string, say: (line: string) => void): Promise<string> {
  const base = image === 'debian-13-with-packages' ? await buildImage('debian-13', cache, say) : undefined;
  const packages = packagesOf(image);
  const sources = suites(await mirror());
  const how = [...beginning(base), `--include=${packages.join(',')}`, ...LAST];
  const ingredients = JSON.stringify([how, sources, process.arch, new Date().toISOString().slice(0, 7)]);
  const name = `image-${createHash('sha256').update(ingredients).digest('hex').slice(0, 12)}`;
  const tar = join(cache, `${name}.tar.zst`);
  if (existsSync(tar)) {
    return tar;
  }
  say(`building the image ${image} with mmdebstrap (once a month)`);
  mkdirSync(cache, { recursive: true });
  const unfinished = join(cache, `${name}.${process.pid}.tar.zst`);
  try {
    const [program, args] = outside(['mmdebstrap', '--quiet', '--mode=root', ...how, 'trixie', unfinished, ...sources]);
    await run(program, args, { seconds: 600 });
    renameSync(unfinished, tar);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return tar;
}

/** Unpacks an image's tar where overlays read it. */
export async function unpack(tar: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await run('tar', ['--zstd', '-xpf', tar, '--xattrs-include=*', '--numeric-owner', '-C', folder, '--exclude=./dev/*'], { seconds: 120 });
}
