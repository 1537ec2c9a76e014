import type { Acm } from './clients';
import type { CertificateFacts } from './facts';
import type { Read, Reader } from './reader';

const DAY = 86_400_000;

/** A certificate of ACM: for which names, until when, and what keeps it from being issued. */
export async function certificate(reader: Reader, arn: string): Promise<Read<CertificateFacts>> {
  const found = await reader.read('acm:DescribeCertificate', { CertificateArn: arn });
  return found.unread ? found : { value: facts(arn, found.value.Certificate) };
}

/** Whether one of the names is this one; a wildcard stands for one label. */
export function isFor({ names }: CertificateFacts, host: string): boolean {
  return names.some(
    (name) =>
      name.toLowerCase() === host.toLowerCase() ||
      (name.startsWith('*.') && host.toLowerCase().replace(/^[^.]+/, '*') === name.toLowerCase()),
  );
}

function facts(arn: string, found: Acm.CertificateDetail | undefined): CertificateFacts {
  const until = found?.NotAfter?.getTime();
  const pending = (found?.DomainValidationOptions ?? []).filter(({ ValidationStatus }) => ValidationStatus !== 'SUCCESS');
  return {
    arn,
    status: found?.Status ?? 'unknown',
    names: [...new Set([...(found?.DomainName ? [found.DomainName] : []), ...(found?.SubjectAlternativeNames ?? [])])],
    expiresInDays: until === undefined ? undefined : Math.floor((until - Date.now()) / DAY),
    failure: found?.FailureReason,
    wanted: pending.flatMap(({ ResourceRecord }) =>
      ResourceRecord?.Name && ResourceRecord.Value ? [{ name: ResourceRecord.Name, value: ResourceRecord.Value }] : [],
    ),
  };
}
