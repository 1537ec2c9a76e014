import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { certificatesIn } from '../spring/certificates';
import { refusal } from '../spring/refusal';

const SUCH_AS = "such as readFileSync('broker-ca.pem', 'utf8')";

/** Refuses what nginx could not trust, and a key, which would be in the template for everybody to read. */
export function checkCaCertificate(pem: string, tls: boolean, scope: Construct): void {
  const refuse = (message: string) => refusal(`caCertificate ${message}`, scope);
  if (!tls) {
    throw refuse('is given, but tls is false: leave one of them out');
  }
  if (Token.isUnresolved(pem)) {
    throw refuse(`is known only on AWS: give the text of the certificate, ${SUCH_AS}`);
  }
  if (/PRIVATE KEY/.test(pem)) {
    throw refuse('holds a private key, which everybody could read who may read the template: give the certificate alone');
  }
  const found = certificatesIn(pem);
  if (found.length === 0) {
    throw refuse(`is '${pem.slice(0, 40)}', which is no certificate in PEM: give the text of the file, ${SUCH_AS}`);
  }
  if (found.includes(undefined)) {
    throw refuse(`cannot be read: certificate ${found.indexOf(undefined) + 1} in it is damaged`);
  }
  const certificates = found.flatMap((each) => each ?? []);
  if (!certificates.some((each) => each.checkIssued(each))) {
    const { subject, issuer } = certificates[certificates.length - 1]!;
    throw refuse(
      `ends with the certificate of ${oneLine(subject)}, issued by ${oneLine(issuer)}, and nginx trusts up to a root alone: ` +
        'append the certificate of the root',
    );
  }
}

function oneLine(name: string): string {
  return name.split('\n').join(', ');
}
