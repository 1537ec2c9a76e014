import { X509Certificate } from 'crypto';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates in a text, in their order; undefined stands for one that is damaged. */
export function certificatesIn(pem: string): (X509Certificate | undefined)[] {
  return (pem.match(CERTIFICATE) ?? []).map(certificate);
}

function certificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
