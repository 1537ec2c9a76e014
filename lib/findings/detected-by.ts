import type { Finding } from './finding';

/** The commands that can detect a finding, by what it is recognised. */
export function detectedBy(finding: Finding): string[] {
  const { matches, symptoms, explains, outside } = finding;
  const inside = explains.includes('application') || explains.includes('nginx-config');
  const rehearsed = inside || finding.code === 'ALB-RULE-MISSING'; // which the load balancer of the rehearsal says itself
  const inLogs = (symptoms ?? []).some(({ seen }) => seen === 'nginx' || seen === 'proxy' || seen === 'spring');
  const commands = [
    ...(matches && rehearsed ? ['rehearse'] : []),
    ...(matches && explains.includes('between-hosts') ? ['rehearse --hosts 2'] : []),
    ...(matches && !inside && outside !== false ? [['doctor <url>', outside].filter(Boolean).join(' ')] : []),
    ...(finding.matchesConfig || finding.matchesStream || finding.code === 'NGX-CONFIG-INVALID' ? ['doctor --nginx <nginx.conf>'] : []),
    ...(finding.inAws ? ['doctor --stack <name>'] : []),
    ...(inLogs || READ_FROM_REQUESTS.has(finding.code) ? ['doctor --log <file>'] : []),
  ];
  // A console saved to a file is read too, but tells less than any of the others.
  const inConsole = (symptoms ?? []).some(({ seen }) => seen === 'client' || seen === 'frame');
  return commands.length === 0 && inConsole ? ['doctor --log <console>'] : commands;
}

/** Detected by the requests of an access log, without a text of their own. */
const READ_FROM_REQUESTS = new Set([
  'PROXY-UPGRADE-MISSING',
  'NGX-CONN-ONLY-MISSING',
  'PROXY-BUFFER-STALL',
  'PROXY-IDLE-60',
  'PROXY-STREAM-CUT',
  'ALB-IDLE-60',
  'NGX-499',
  'APP-502',
  'APP-504',
  'NGX-413',
  'NGX-LIMITS-RATE',
  'NGX-LOCATION-PREFIX',
  'PROXY-SPA-FALLBACK',
  'CLI-SILENT-DOWNGRADE',
  'CLI-RECONNECT-STORM',
  'ALB-STICKY-MISSING',
  'ROUTE-NOT-FOUND',
  'REDIRECT-NOT-FOLLOWED',
  'SPR-ORIGIN-403',
  'SPR-ORIGIN-STAR',
  'SPR-SECURITY-401',
  'SPR-709-IP-BIND',
  'SPR-SESSION-5S',
  'SPR-IFRAME-404',
  'WAF-BLOCK',
]);
