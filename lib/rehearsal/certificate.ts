import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate for one rehearsal. */
export interface Certificate {
  /** The authority, PEM. */
  readonly ca: string;
  /** File with the authority. */
  readonly caFile: string;
  /** File with certificate and key. */
  readonly pemFile: string;
}

/** Makes a throw-away authority and a certificate for a name, good for two days and never trusted by anything else. */
export async function makeCertificate(directory: string, name: string): Promise<Certificate> {
  const at = (file: string) => join(directory, file);
  writeFileSync(at('leaf.cnf'), [
    'basicConstraints=CA:FALSE',
    'keyUsage=digitalSignature,keyEncipherment',
    'extendedKeyUsage=serverAuth',
    `subjectAltName=DNS:${name},DNS:localhost,IP:127.0.0.1`,
    '',
  ].join('\n'));
  const request = (subject: string, key: string, ...rest: string[]) =>
    run('openssl', ['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${subject}`, '-keyout', at(key), ...rest], { cwd: directory });
  await Promise.all([
    request('throw-away authority of a rehearsal', 'ca.key', '-x509', '-days', '2', '-out', at('ca.pem')),
    request(name.slice(0, 60), 'leaf.key', '-out', at('leaf.csr')),
  ]);
  await run('openssl', ['x509', '-req', '-in', at('leaf.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '2', '-extfile', at('leaf.cnf'), '-out', at('leaf.pem')]);
  writeFileSync(at('listener.pem'), readFileSync(at('leaf.pem'), 'utf8') + readFileSync(at('leaf.key'), 'utf8'), { mode: 0o600 });
  return { ca: readFileSync(at('ca.pem'), 'utf8'), caFile: at('ca.pem'), pemFile: at('listener.pem') };
}
