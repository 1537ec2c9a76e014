import type { Finding } from '../finding';

/** The certificate is not issued: its domain is not validated. */
export const certPending: Finding = {
  code: 'CERT-PENDING',
  hop: 'tls',
  title: 'the certificate is not issued: its domain is not validated',
  cause: 'The DNS record with which ACM validates the domain is missing, or is not in the public zone.',
  why: 'The deployment waits for hours, and no listener can use the certificate.',
  cure: "Create the record that ACM asks for in the domain's public zone, and keep it: renewals need it too",
  paste: 'aws acm describe-certificate --certificate-arn <arn> --query Certificate.DomainValidationOptions',
  source: ['https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html'],
  explains: ['certificate'],
  inAws({ certificates = [], listeners = [] }) {
    const open = [...certificates, ...listeners.flatMap((listener) => listener.certificates)].find(({ status }) =>
      ['PENDING_VALIDATION', 'VALIDATION_TIMED_OUT', 'FAILED'].includes(status),
    );
    return (
      open && {
        question: 'certificate',
        detail: `the certificate of ${open.names.join(', ')} is ${open.status}${open.failure ? ` (${open.failure})` : ''}`,
        paste:
          open.wanted.length > 0
            ? open.wanted.map(({ name, value }) => `${name} CNAME ${value}`).join('\n')
            : `aws acm describe-certificate --certificate-arn ${open.arn} --query Certificate.DomainValidationOptions`,
      }
    );
  },
};
