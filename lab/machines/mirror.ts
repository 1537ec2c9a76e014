import { existsSync } from 'node:fs';
import { attempt } from './command';

/** Where this machine gets Debian's packages from. */
export interface Mirror {
  readonly packages: string;
  readonly security?: string;
}

/** Debian's keys, where the host system has them. */
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** The machine's own Debian mirror, asked of apt: behind a company's door no other can be reached. */
export async function mirror(): Promise<Mirror> {
  const { stdout } = await attempt('apt-get', ['indextargets', '--format', '$(ORIGIN)|$(LABEL)|$(REPO_URI)', 'Created-By: Packages']);
  const debian = stdout
    .split('\n')
    .map((line) => line.split('|'))
    .filter(([origin]) => origin === 'Debian');
  const find = (label: string) => debian.find(([, each]) => each === label)?.[2]?.replace(/\/$/, '');
  const packages = find('Debian');
  if (!packages) {
    throw new Error(
      'apt knows no Debian mirror on this machine, from which the image would be made: ' +
        'run apt-get update, or add a Debian source to /etc/apt/sources.list.d',
    );
  }
  return { packages, security: find('Debian-Security') };
}

/** Lines of sources.list for a release of Debian's. */
export function suites({ packages, security }: Mirror, suite = 'trixie'): string[] {
  const signed = existsSync(KEYRING) ? `[signed-by=${KEYRING}] ` : '';
  return [`deb ${signed}${packages} ${suite} main`, ...(security ? [`deb ${signed}${security} ${suite}-security main`] : [])];
}
