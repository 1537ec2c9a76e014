/** What every HAProxy in a load balancer's place has in its configuration, whatever stands behind it. */

/** For the section `global`. */
export const GLOBAL = [
  // A load balancer knows WebSocket over HTTP/1.1 only, so nothing else is announced.
  '  h2-workaround-bogus-websocket-clients',
  '  tune.ssl.default-dh-param 2048',
];

/** For the section `defaults`. */
export const MODE = [
  '  mode http',
  '  timeout connect 10s',
  // A client that leaves ends its request at the target too; without this HAProxy would wait for the target's next word. AWS documents 460
  // for such clients, not what becomes of the target's connection: docs/what-was-shown.md says so.
  '  option abortonclose',
  // Chunks go on as they come; HAProxy would hold each back for 200 ms to fill a packet.
  '  option http-no-delay',
];

/** A load balancer counts a socket as idle when nothing went either way: that is "timeout tunnel". */
export function idleTimeouts(seconds: number): string[] {
  return ['client', 'server', 'tunnel'].map((side) => `  timeout ${side} ${seconds}s`);
}

/** `routing.http.drop_invalid_header_fields.enabled`. */
export const DROP_INVALID_HEADERS = ['  http-request del-header [^-A-Za-z0-9] -m reg'];

/** The load balancer appends to what a client sent, in one line, and overwrites the rest. */
export function forwardedHeaders(scheme: 'http' | 'https', port: number): string[] {
  return [
    '  http-request set-header X-Forwarded-For "%[req.fhdr(x-forwarded-for)], %[src]" if { req.hdr(x-forwarded-for) -m found }',
    '  http-request set-header X-Forwarded-For "%[src]" unless { req.hdr(x-forwarded-for) -m found }',
    `  http-request set-header X-Forwarded-Proto ${scheme}`,
    `  http-request set-header X-Forwarded-Port ${port}`,
  ];
}

/** A listener rule's pattern (`*`, `?`) as a regular expression for an ACL. */
export function wildcard(pattern: string): string {
  return `^${pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')}$`.replace(/([ #"'])/g, '\\$1');
}
