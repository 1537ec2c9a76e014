import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { requireEach } from '../../lib/rehearsal/prerequisites';
import { temporaryFolder } from './fixture';

const path = process.env.PATH;
afterEach(() => (process.env.PATH = path));

/** An apt-get that answers as a machine's in trouble does, before the real one. */
function aptGet(script: string): void {
  const folder = temporaryFolder('apt-get-');
  writeFileSync(join(folder, 'apt-get'), `#!/bin/sh\ncase "$*" in *update*) phase=update ;; *) phase=install ;; esac\n${script}\n`);
  chmodSync(join(folder, 'apt-get'), 0o755);
  process.env.PATH = `${folder}${delimiter}${path}`;
}

const LOCK = 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4711 (unattended-upgr)';
const UNREACHABLE = "W: Failed to fetch http://mirror.test/dists/trixie/InRelease  Could not resolve 'mirror.test'";
const UNKNOWN = 'E: Unable to locate package here-not';

const tool = { program: 'here-not', apt: 'here-not', dnf: 'here-not-rpm', brew: '' };
const LINES = 'install with one of\n  sudo apt-get install here-not\n  sudo dnf install here-not-rpm\n  brew install ';

// Only root installs unasked, and so do these tests.
const asRoot = process.getuid?.() === 0 ? test : test.failing;

asRoot.each([
  ['another installation has the lock', `echo '${LOCK}' >&2; exit 100`, [LOCK]],
  [
    'no network: the update itself ends well',
    `[ $phase = install ] || { echo "${UNREACHABLE}" >&2; exit 0; }; echo '${UNKNOWN}' >&2; exit 100`,
    [UNREACHABLE, UNKNOWN],
  ],
  [
    'a package that cannot be configured',
    `[ $phase = update ] || { echo 'dpkg: error processing'; echo 'E: Sub-process'; exit 1; }`,
    ['dpkg: error processing', 'E: Sub-process'],
  ],
])('fails, and says what apt-get said: %s', async (_, script, complaints) => {
  aptGet(script);
  const said: string[] = [];
  await expect(requireEach({ 'here-not': tool }, (line) => said.push(line))).rejects.toThrow(
    'here-not is not installed, but needed here, and apt-get could not install here-not:\n' +
      `${complaints.join('\n')}\nWhen that is cured: ${LINES}`,
  );
  expect(said).toEqual(['installing here-not with apt-get']);
});

test('fails: the package does not bring the program', async () => {
  aptGet('exit 0');
  await expect(requireEach({ 'here-not': tool }, () => undefined)).rejects.toThrow(`here-not is not installed, but needed here: ${LINES}`);
});

asRoot('what apt-get brings is used', async () => {
  aptGet('[ $phase = update ] || ln -s /bin/true "$(dirname "$0")/here-not"');
  await requireEach({ 'here-not': tool }, () => undefined);
});

test('a module of Python is looked for by Python itself', async () => {
  const module = (name: string) => ({ name: { ...tool, program: 'python3', module: name } });
  aptGet('exit 0');
  await requireEach(module('json'), () => undefined);
  await expect(requireEach(module('here_not'), () => undefined)).rejects.toThrow('name is not installed');
});
