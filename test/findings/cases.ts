import type { Evidence } from '../../lib/findings/evidence';
import { OUTSIDE_CASES } from './cases-outside';

/** A healthy SockJS route: the ground on which each case changes one thing. */
export const HEALTHY: Evidence = {
  origin: 'https://api.example.com',
  hosts: 1,
  login: false,
  loadBalancer: { stickiness: true, idleSeconds: 3600 },
  nginxTest: { ok: true, output: 'syntax is ok' },
  app: { listening: true, log: '', waitedMs: 10 },
  dns: { name: 'api.example.com', v4: ['192.0.2.1'], v6: [], ms: 1 },
  tls: { protocol: 'TLSv1.3', names: ['DNS:api.example.com'], nameOk: true, trusted: true, expiresInDays: 80, ms: 1 },
  redirect: { asked: 'http://api.example.com/ws', status: 301, location: 'https://api.example.com/ws', leadsHome: true, ms: 1 },
  health: { path: '/h', status: 200, matcher: '200', healthy: true, body: '', ms: 1 },
  route: { kind: 'sockjs', path: '/ws' },
  info: { path: '/ws/info', status: 200, isInfo: true, websocket: true, cookieNeeded: true, allowOrigin: [], cookies: [], body: '{"websocket":true}', contentType: 'application/json', ms: 1 },
  handshake: { path: '/ws/0/1/websocket', status: 101, acceptOk: true, firstFrame: 'o', body: '', vary: [], ms: 1 },
  stomp: { command: 'CONNECTED', version: '1.2', heartBeat: '10000,10000', ms: 1 },
  message: { echo: { send: '/a', receive: '/b' }, transport: 'websocket', delivered: true, errors: [], ms: 1 },
  xhrStreaming: { path: '/s', status: 200, opened: true, headMs: 1, openedMs: 1, waitedMs: 2500, body: '', ms: 1 },
  eventSource: { path: '/e', status: 200, opened: true, headMs: 1, openedMs: 1, waitedMs: 2500, body: '', ms: 1 },
  polling: { path: '/p', openStatus: 200, opened: true, sendStatus: 204, answered: true, cookieNames: ['AWSALB'], sticky: true, ms: 1 },
  iframe: { status: 200, empty: false, ms: 1 },
};

const { info, handshake, polling, stomp } = HEALTHY as Required<Evidence>;
const timeout = { kind: 'timeout', message: 'no answer within 2500 ms' } as const;
const page = (status: number) => `<html><center><h1>${status}</h1></center><hr><center>nginx/1.22.1</center></html>`;
const held = { path: '/s', opened: false, waitedMs: 2500, body: '', failure: timeout, ms: 2500 };
const open = { path: '/s', status: 200, opened: true, waitedMs: 2500, body: '', ms: 5 };
const refused = { ...handshake, status: 403, acceptOk: false, body: 'Invalid CORS request' };
const accepting = (...accepted: string[]) => ({ accepted, refused: [], withoutOrigin: 101, ms: 1 });
const raw: Evidence = { route: { kind: 'stomp', path: '/ws' }, info: undefined };

/** What changes a healthy chain into each failure. */
export const CASES: Readonly<Record<string, Evidence>> = {
  ...OUTSIDE_CASES,
  'NGX-CONFIG-INVALID': { nginxTest: { ok: false, output: 'nginx: [emerg] unknown directive' } },
  'JAVA-TOO-OLD': { app: { listening: false, exit: 'exit code 1', log: 'java.lang.UnsupportedClassVersionError: x', waitedMs: 1 } },
  'APP-OUT-OF-MEMORY': { app: { listening: false, exit: 'exit code 3', log: 'java.lang.OutOfMemoryError: Java heap space', waitedMs: 1 } },
  'APP-EXITED': { app: { listening: false, exit: 'exit code 1', log: 'BeanCreationException', waitedMs: 1 } },
  'APP-NOT-LISTENING': { app: { listening: false, log: '', waitedMs: 60_000 } },
  'AWS-AGENT-UNREACHABLE': { gate: { ok: false, code: 'AWS-AGENT-UNREACHABLE', sentence: 'timed out' } },
  'APP-UNHEALTHY': { appHealth: { status: 503 } },
  'APP-TOO-SLOW': { direct: { handshake: { ...handshake, status: undefined, acceptOk: false, failure: timeout } } },
  'DNS-WRONG-TARGET': { dns: { name: 'api.example.com', v4: [], v6: [], failure: { kind: 'unresolved', message: 'no address' }, ms: 1 } },
  'TLS-EXPIRED': { tls: { names: ['DNS:api.example.com'], nameOk: true, trusted: false, trustError: 'CERT_HAS_EXPIRED', expiresInDays: -3, ms: 1 } },
  'TLS-NAME': { tls: { names: ['DNS:other.example.com'], nameOk: false, trusted: true, expiresInDays: 3, ms: 1 } },
  'TLS-CHAIN': { tls: { names: ['DNS:api.example.com'], nameOk: true, trusted: false, trustError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', expiresInDays: 3, ms: 1 } },
  'ALB-HEALTH-401-302': { health: { path: '/', status: 302, matcher: '200', healthy: false, location: '/login', body: '', ms: 1 } },
  'TARGET-UNHEALTHY': { health: { path: '/', status: 503, matcher: '200', healthy: false, body: '', ms: 1 } },
  'ALB-STICKY-MISSING': { loadBalancer: { stickiness: false } },
  'ALB-RULE-MISSING': { info: { ...info, status: 404, isInfo: false, websocket: undefined, body: 'no rule of the listener forwards this path to the host' } },
  'NGX-UPGRADE-MISSING': { handshake: { ...handshake, status: 400, acceptOk: false, body: 'Can "Upgrade" only to "WebSocket".' } },
  'NGX-CONN-ONLY-MISSING': { handshake: { ...handshake, status: 400, acceptOk: false, body: '"Connection" must be "upgrade".' } },
  'NGX-SPA-FALLBACK': { info: { ...info, isInfo: false, websocket: undefined, contentType: 'text/html', body: '<!doctype html>' } },
  'NGX-LOCATION-PREFIX': { info: { ...info, status: 404, isInfo: false, websocket: undefined, body: page(404) } },
  'NGX-HOST-MISSING': { handshake: refused, origins: accepting('http://127.0.0.1:8080') },
  'FWD-PROTO-OVERWRITE': { handshake: refused, origins: accepting('http://api.example.com:443'), direct: { handshake } },
  'FWD-PORT-OVERWRITE': { handshake: refused, origins: accepting('https://api.example.com:80') },
  'FWD-STRATEGY-NONE': { handshake: refused, origins: accepting('http://api.example.com'), direct: { handshake: refused } },
  'NGX-CORS-DUP': { info: { ...info, allowOrigin: ['https://a', 'https://a'] } },
  'NGX-HTTP10': { xhrStreaming: held, uncompressedStreaming: held, direct: { xhrStreaming: open } },
  'NGX-BUFFER-STALL': { xhrStreaming: held, uncompressedStreaming: open, direct: { xhrStreaming: open } },
  'SSE-BUFFERED': { route: { kind: 'sse', path: '/events' }, eventStream: held, direct: { eventStream: open } },
  'NGX-CHANGES-ANSWER': { handshake: { ...handshake, status: 400, acceptOk: false, body: '' }, direct: { handshake } },
  'NGX-NOT-ANSWERING': { handshake: { ...handshake, status: undefined, acceptOk: false, failure: { kind: 'reset', message: 'reset' } }, direct: { handshake } },
  'NGX-502': { handshake: { ...handshake, status: 502, acceptOk: false, body: page(502) } },
  'NGX-504': { handshake: { ...handshake, status: 504, acceptOk: false, body: page(504) } },
  'CLI-ENDPOINT-MISMATCH': { info: { ...info, status: 404, isInfo: false, websocket: undefined, body: '' }, otherWay: { handshake } },
  'CTX-PATH': { foundAt: '/api/ws' },
  'ROUTE-NOT-FOUND': { info: { ...info, status: 404, isInfo: false, websocket: undefined, body: '{"timestamp":"t","status":404,"error":"Not Found","path":"/ws/info"}' } },
  'SPR-ORIGIN-STAR': { info: { ...info, status: 500, isInfo: false, websocket: undefined }, infoWithoutOrigin: info },
  'SPR-ORIGIN-403': { handshake: refused, origins: accepting() },
  'SPR-SECURITY-401': { info: { ...info, status: 401, isInfo: false, websocket: undefined, body: '' } },
  'HANDSHAKE-REFUSED': { login: true, handshake: { ...handshake, status: 401, acceptOk: false } },
  'REDIRECT-NOT-FOLLOWED': { handshake: { ...handshake, status: 301, acceptOk: false, location: 'https://www.example.com/ws' } },
  'SPR-NO-WS': { info: { ...info, websocket: false } },
  'SOCKJS-NO-OPEN-FRAME': { handshake: { ...handshake, firstFrame: undefined } },
  'CLI-SUBPROTO': raw,
  'SPR-708-IP-BIND': { polling: { ...polling, sendStatus: 404 }, direct: { polling: { ...polling, sendStatus: 404 } } },
  'SPR-709-IP-BIND': { polling: { ...polling, sendStatus: 404 }, direct: { polling } },
  'SPR-IFRAME-404': { iframe: { status: 404, empty: true, ms: 1 } },
  'CLI-SILENT-DOWNGRADE': { message: { echo: { send: '/a', receive: '/b' }, transport: 'xhr-polling', delivered: true, errors: [], ms: 1 } },
  'STOMP-RELAY-DOWN': { stomp: { ...stomp, command: 'ERROR', error: 'Broker not available.' } },
  'SPR-CSRF': { stomp: { ...stomp, command: 'ERROR', error: 'Failed to send message to ExecutorSubscribableChannel[clientInboundChannel]' } },
  'STOMP-HB-00': { ...raw, handshake: { ...handshake, protocol: 'v12.stomp' }, stomp: { ...stomp, heartBeat: '0,0' } },
};
