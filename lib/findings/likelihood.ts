/** Which causes are met most, by the threads about them that were found: an order of magnitude, not a census. */
const MOST_MET: readonly (readonly string[])[] = [
  ['PROXY-UPGRADE-MISSING'],
  ['PROXY-IDLE-60', 'ALB-IDLE-60', 'BROKER-HB-00'],
  ['CLI-ENDPOINT-MISMATCH'],
  ['SPR-ORIGIN-403', 'FWD-PROTO-OVERWRITE', 'SPR-FWD-STRATEGY-NONE'],
  ['SPR-ORIGIN-STAR'],
  ['CLI-GLOBAL'],
  ['SPR-SECURITY-401', 'SPR-CSRF', 'SPR-CSRF-POST'],
  ['ALB-STICKY-MISSING'],
  ['NGX-LOCATION-PREFIX', 'PROXY-URI-REWRITE', 'CTX-PATH'],
  ['NGX-INHERIT'],
  ['APP-502', 'APP-504'],
  ['PROXY-CORS-DUP', 'PROXY-CORS-STAR'],
  ['NGX-LOCALHOST-V6'],
  ['STOMP-MSG-1009'],
  ['PROXY-BUFFER-STALL', 'NGX-HTTP10'],
  ['CLI-SILENT-DOWNGRADE', 'CLI-SLOW-HANDSHAKE-DOWNGRADE'],
  ['SPR-708-IP-BIND', 'SPR-709-IP-BIND'],
  ['CLI-TAB-THROTTLE'],
  ['SPR-SHUTDOWN', 'CLI-DEPLOY-HERD'],
  ['ALB-HEALTH-401-302'],
];

const ORDER = MOST_MET.flat();

/** The place of a code among the causes, the likeliest first; codes that are not ranked come after all that are. */
export function rank(code: string): number {
  const at = ORDER.indexOf(code);
  return at < 0 ? ORDER.length : at;
}
