import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An authority that lives in a folder for two days and is never trusted by anything else. */
export interface Authority {
  readonly directory: string;
  /** PEM. */
  readonly ca: string;
  /** File with the same. */
  readonly caFile: string;
}

/** A certificate for one rehearsal. */
export interface Certificate {
  /** The authority, PEM. */
  readonly ca: string;
  /** File with the authority. */
  readonly caFile: string;
  /** File with certificate and key. */
  readonly pemFile: string;
}

/** Makes a throw-away authority and a certificate for a name, for this machine too. */
export async function makeCertificate(directory: string, name: string): Promise<Certificate> {
  const authority = await makeAuthority(directory);
  const pemFile = await issue(authority, [`DNS:${name}`, 'DNS:localhost', 'IP:127.0.0.1']);
  return { ca: authority.ca, caFile: authority.caFile, pemFile };
}

/** Makes a throw-away authority. */
export async function makeAuthority(directory: string): Promise<Authority> {
  const caFile = join(directory, 'ca.pem');
  await request(directory, 'throw-away authority of a rehearsal', 'ca.key', '-x509', '-days', '2', '-out', caFile);
  return { directory, ca: readFileSync(caFile, 'utf8'), caFile };
}

/** A certificate for names such as `DNS:api.example.com`: the file with certificate and key. */
export async function issue({ directory, caFile }: Authority, names: readonly string[], days = 2): Promise<string> {
  const id = randomBytes(6).toString('hex');
  const at = (ending: string) => join(directory, `${id}.${ending}`);
  const extensions = [
    'basicConstraints=CA:FALSE',
    'keyUsage=digitalSignature',
    'extendedKeyUsage=serverAuth',
    `subjectAltName=${names.join(',')}`,
  ];
  writeFileSync(at('cnf'), `${extensions.join('\n')}\n`);
  await request(directory, (names[0] ?? '').replace(/^DNS:/, '').slice(0, 60), `${id}.key`, '-out', at('csr'));
  const signed = ['-CA', caFile, '-CAkey', join(directory, 'ca.key'), '-set_serial', `0x${id}`, '-days', `${days}`, '-extfile', at('cnf')];
  await run('openssl', ['x509', '-req', '-in', at('csr'), ...signed, '-out', at('crt')]);
  writeFileSync(at('pem'), readFileSync(at('crt'), 'utf8') + readFileSync(at('key'), 'utf8'), { mode: 0o600 });
  return at('pem');
}

/** An elliptic-curve key: made at once, where RSA searches for primes. */
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

async function request(directory: string, subject: string, key: string, ...rest: string[]): Promise<void> {
  await run('openssl', ['req', ...KEY, '-subj', `/CN=${subject}`, '-keyout', join(directory, key), ...rest], { cwd: directory });
}
