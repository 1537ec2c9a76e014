import { changed, CONSTANT_UPGRADE, INCLUDED, SAFE_MAP } from './edits';
import type { Scenario } from './run';

/** Chains of different make on which nothing is wrong, and what is worth knowing about them. */
export const HEALTHY_CHAINS: readonly Scenario[] = [
  { path: '/sockjs', edit: {}, name: 'with a map', notices: ['HTTP2-CONFUSION'] },
  { path: '/sockjs', edit: SAFE_MAP, name: 'with a map that knows websocket only' },
  { path: '/sockjs', edit: CONSTANT_UPGRADE, name: 'with a constant "upgrade"' },
  { path: '/sockjs', edit: INCLUDED, name: 'with an include file' },
  { path: '/sockjs-for-all', edit: {}, notices: ['SPR-IFRAME-404'] },
  { path: '/sockjs-for-all', edit: {}, name: 'a page of another origin', options: ['--origin', 'https://app.example.com'] },
  { path: '/sockjs-listed', edit: {}, name: 'the page that is listed', options: ['--origin', 'https://app.example.com'] },
  { path: '/sockjs', edit: { withoutNginx: true }, name: 'HAProxy only' },
  { path: '/ws', edit: {}, name: 'STOMP without SockJS', notices: ['STOMP-HB-00'] },
  { path: '/sockjs/websocket', edit: {}, name: "a raw client of SockJS's socket" },
  { path: '/raw', edit: {}, name: 'a plain handler' },
  { path: '/events', edit: {}, name: 'server-sent events' },
  { path: '/ws-for-all', edit: changed('$connection_upgrade', '$http_connection'), scheme: 'http', name: 'plain HTTP, every Upgrade passed on', notices: ['NGX-H2C-UPGRADE'] },
  { path: '/ws-for-all', edit: {}, scheme: 'http', connect: 'both schemes', name: 'plain HTTP beside TLS', notices: ['CLI-PLAIN-HTTP'] },
  { path: '/ws', edit: { location: (good) => good.replace('proxy_http_version 1.1;', 'proxy_http_version 1.0;') }, name: 'HTTP/1.0 does not break a WebSocket' },
  { path: '/sockjs-without-websocket', edit: {}, name: 'a transport that the application switched off', notices: ['SPR-NO-WS'] },
  { path: '/with-query', edit: {}, name: 'with its login', options: ['--query', 'token=secret'] },
  { path: '/with-header', edit: {}, name: 'with its login', options: ['--header', 'X-Token: secret'] },
  { path: '/with-header', edit: {}, name: 'refuses strangers', direct: 'application', notices: ['SPR-SECURITY-401'] },
  { path: '/with-header', edit: {}, name: 'refuses strangers, and nothing to compare with', verdict: 'undetermined', notices: ['SPR-SECURITY-401'] },
  { path: '/ws-for-all', edit: {}, options: ['--echo', '/app/echo=/topic/echo'] },
  { path: '/sockjs', edit: {}, options: ['--idle-seconds', '3'] },
];
