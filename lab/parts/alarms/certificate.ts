import { readFileSync } from 'node:fs';
import { ImportCertificateCommand } from '@aws-sdk/client-acm';
import { issue } from '../../../lib/rehearsal/certificate';
import type { Lab } from '../../lab';

/** Imports a certificate into ACM, or another one in its place. */
export async function importCertificate(lab: Lab, names: readonly string[], days: number, arn?: string): Promise<string> {
  const pem = readFileSync(
    await issue(
      lab.loadBalancers.authority,
      names.map((name) => `DNS:${name}`),
      days,
    ),
    'utf8',
  );
  const [certificate, key] = ['CERTIFICATE', '[A-Z ]*PRIVATE KEY'].map((kind) => {
    const [found] = new RegExp(`-----BEGIN ${kind}-----[^]*?-----END ${kind}-----`).exec(pem)!;
    return Buffer.from(found);
  });
  const { CertificateArn } = await lab.aws.acm.send(
    new ImportCertificateCommand({ Certificate: certificate, PrivateKey: key, CertificateArn: arn }),
  );
  return CertificateArn!;
}
