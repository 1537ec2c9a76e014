import { HOPS } from '../chain/hops';
import type { Finding } from './finding';

/** FINDINGS.md: what people see first, then why, then what to change; hop by hop from the client on. */
export function findingsDocument(findings: readonly Finding[]): string {
  const hops = HOPS.filter((hop) => findings.some((finding) => finding.hop === hop));
  const sections = hops.map((hop) => section(hop, findings.filter((finding) => finding.hop === hop)));
  return [
    '# Findings',
    '',
    'How chains of browser, load balancer, nginx and Spring Boot break, as the rehearsal and the host\'s gate name it. Generated from `lib/findings`.',
    '',
    ...sections,
  ].join('\n');
}

function section(hop: string, findings: readonly Finding[]): string {
  return [`## At ${hop}`, '', ...findings.map(entry)].join('\n');
}

function entry({ code, title, cause, why, cure, paste, source, severity }: Finding): string {
  const kind = severity === 'notice' ? ' (worth knowing, breaks nothing)' : '';
  return [
    `### ${code}: ${title}${kind}`,
    '',
    `**Seen as** ${why}`,
    '',
    `**Because** ${cause}`,
    '',
    `**Cure** ${cure}`,
    '',
    ...(paste === undefined ? [] : ['```', paste, '```', '']),
    `Sources: ${source.join(', ')}`,
    '',
  ].join('\n');
}
