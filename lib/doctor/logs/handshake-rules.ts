import type { LoggedRequest } from './log-line';

/** A way in which a handshake ends badly, told by the numbers of a log. */
export interface Rule {
  readonly name: string;
  /** What it can mean, the likeliest first. */
  readonly codes: readonly string[];
  /** A single one proves it; of the others strangers and scanners cause some on healthy routes too. */
  readonly proves?: boolean;
  /** An error that any application can have, so that it proves nothing although one finding alone has it. */
  readonly isAnyones?: boolean;
  fits(request: LoggedRequest, isSession: boolean): boolean;
}

/** Spring's own answers are known by their length: nothing else answers 400 with 34 bytes at such a path. */
export const HANDSHAKE_RULES: readonly Rule[] = [
  { name: '400 of 34 bytes', codes: ['PROXY-UPGRADE-MISSING'], proves: true, fits: ({ status, bytes }) => status === 400 && bytes === 34 },
  { name: '400 of 31 bytes', codes: ['NGX-CONN-ONLY-MISSING'], proves: true, fits: ({ status, bytes }) => status === 400 && bytes === 31 },
  {
    name: '400',
    codes: ['PROXY-UPGRADE-MISSING', 'NGX-CONN-ONLY-MISSING'],
    fits: ({ status, bytes, upstreamStatus }, isSession) =>
      status === 400 && bytes === undefined && isSession && (upstreamStatus ?? 400) === 400,
  },
  {
    name: '403',
    codes: ['SPR-ORIGIN-403', 'FWD-PROTO-OVERWRITE', 'SPR-FWD-STRATEGY-NONE', 'PROXY-HOST-MISSING'],
    fits: ({ status }) => status === 403,
  },
  { name: '401', codes: ['SPR-SECURITY-401'], fits: ({ status }) => status === 401 },
  { name: '301', codes: ['REDIRECT-NOT-FOLLOWED'], fits: ({ status }) => status === 301 || status === 307 || status === 308 },
  { name: '302', codes: ['SPR-SECURITY-401', 'REDIRECT-NOT-FOLLOWED'], fits: ({ status }) => status === 302 },
  {
    name: '404',
    codes: ['ROUTE-NOT-FOUND', 'NGX-LOCATION-PREFIX', 'CTX-PATH'],
    fits: ({ status }, isSession) => status === 404 && isSession,
  },
  { name: '200', codes: ['PROXY-SPA-FALLBACK', 'CLI-ENDPOINT-MISMATCH'], fits: ({ status }, isSession) => status === 200 && isSession },
  { name: '500', codes: ['SPR-ORIGIN-STAR'], isAnyones: true, fits: ({ status }) => status === 500 },
  { name: '502', codes: ['APP-502'], fits: ({ status }) => status === 502 },
  { name: '504', codes: ['APP-504', 'TOMCAT-FULL'], fits: ({ status }) => status === 504 },
  { name: '503', codes: ['NGX-LIMITS-RATE', 'APP-502'], fits: ({ status }) => status === 503 },
];

/** What a load balancer's own answer can mean, as AWS documents it, whatever was asked. */
export const UNANSWERED: Readonly<Record<number, readonly string[]>> = {
  302: ['ALB-LOGIN', 'REDIRECT-NOT-FOLLOWED'],
  401: ['ALB-LOGIN'],
  403: ['WAF-BLOCK'],
  502: ['ALB-IDLE-GT-KEEPALIVE', 'ALB-TG-PROTOCOL', 'NGX-PROXY-PROTOCOL', 'NGX-NOT-ANSWERING'],
  503: ['ALB-NO-TARGETS', 'TARGET-UNHEALTHY'],
  504: ['SG-BLOCK', 'APP-504', 'TOMCAT-FULL'],
};
