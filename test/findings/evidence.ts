import type { Evidence } from '../../lib/findings/evidence';
import type { Failure } from '../../lib/probes/dial';
import type { HeldSocket } from '../../lib/probes/hold';

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
  info: {
    path: '/ws/info',
    status: 200,
    isInfo: true,
    websocket: true,
    cookieNeeded: true,
    allowOrigin: [],
    cookies: [],
    body: '{"websocket":true}',
    contentType: 'application/json',
    ms: 1,
  },
  handshake: { path: '/ws/0/1/websocket', status: 101, acceptOk: true, firstFrame: 'o', body: '', vary: [], ms: 1 },
  stomp: { command: 'CONNECTED', version: '1.2', heartBeat: '10000,10000', ms: 1 },
  message: { echo: { send: '/a', receive: '/b' }, transport: 'websocket', delivered: true, errors: [], ms: 1 },
  xhrStreaming: { path: '/s', status: 200, opened: true, headMs: 1, openedMs: 1, waitedMs: 2500, body: '', ms: 1 },
  eventSource: { path: '/e', status: 200, opened: true, headMs: 1, openedMs: 1, waitedMs: 2500, body: '', ms: 1 },
  polling: { path: '/p', openStatus: 200, opened: true, sendStatus: 204, answered: true, cookieNames: ['AWSALB'], sticky: true, ms: 1 },
  iframe: { status: 200, empty: false, ms: 1 },
};

export const { info, handshake, polling, stomp } = HEALTHY as Required<Evidence>;
export const timeout = { kind: 'timeout', message: 'no answer within 2500 ms' } as const;
export const page = (status: number) => `<html><center><h1>${status}</h1></center><hr><center>nginx/1.22.1</center></html>`;
export const held = { path: '/s', opened: false, waitedMs: 2500, body: '', failure: timeout, ms: 2500 };
export const open = { path: '/s', status: 200, opened: true, waitedMs: 2500, body: '', ms: 5 };
export const refused = { ...handshake, status: 403, acceptOk: false, body: 'Invalid CORS request' };
export const accepting = (...accepted: string[]) => ({ accepted, refused: [], withoutOrigin: 101, ms: 1 });
export const raw: Evidence = { route: { kind: 'stomp', path: '/ws' }, info: undefined };
export const unsticky = { ...polling, cookieNames: [], sticky: false };
export const refusedWith = (status: number, body: string, more: object = {}) => ({
  handshake: { ...handshake, status, acceptOk: false, firstFrame: undefined, body, ...more },
});
export const noInfo = (status: number | undefined, body: string, more: object = {}) => ({
  info: { ...info, status, isInfo: false, websocket: undefined, contentType: undefined, body, ...more },
});
export const failed = (kind: Failure['kind']) => ({ kind, message: kind });
export const address = (family: 4 | 6, failure?: Failure) => ({
  address: family === 4 ? '192.0.2.1' : '2001:db8::1',
  family,
  connected: !failure,
  failure,
  ms: 1,
});
export const reached = (...addresses: ReturnType<typeof address>[]) => ({ reach: { port: 443, addresses, ms: 1 } });
export const tlsFailed = (message: string) => ({
  tls: { names: [], nameOk: false, trusted: false, failure: { kind: 'tls' as const, message }, ms: 1 },
});
export const cut: HeldSocket = { opened: true, cutAfterMs: 60_000, end: 'connection closed without a close frame', heard: 0 };
export const lived: HeldSocket = { opened: true, heard: 0 };
export const silence = (silent: HeldSocket) => ({ silent, oneWay: lived, waitedMs: 65_000, ms: 1 });
export const rawHandler: Evidence = { route: { kind: 'handler', path: '/ws' }, stomp: undefined };
export const sized = (bytes: number, taken: boolean, end?: string) => ({
  sizes: { frames: [{ bytes, split: false, taken, end }], posts: [], ms: 1 },
});
export const sizes = (...sent: readonly (readonly [how: 'whole' | 'split', bytes: number, end?: string])[]) => ({
  sizes: {
    frames: sent.map(([how, bytes, end]) => ({ bytes, split: how === 'split', taken: end === undefined, end })),
    posts: [],
    ms: 1,
  },
});
export const watched = (how?: string, gapMs = 0) => ({
  watch: { ends: how ? [{ atMs: 1, how }] : [], failures: [], gapMs, asked: 1, watchedMs: 1, ms: 1 },
});
export const lost = (...statuses: number[]) => ({
  hosts: undefined,
  polling: { ...unsticky, sendStatus: 404 },
  stickiness: { withCookies: statuses, withoutCookies: statuses, cookieNames: [], ms: 1 },
});
export const post = (body: string) => ({ xhrStreaming: { path: '/s', status: 403, opened: false, waitedMs: 1, body, ms: 1 } });
export const crowded = (together: number[], crowd: number[]) => ({ burst: { together, crowd, alone: 200, body: '', ms: 1 } });
export const origins = (...accepted: string[]) => ({ origins: { accepted, refused: [], withoutOrigin: 101, ms: 1 } });
export const silent = { status: undefined, failure: failed('timeout') };
