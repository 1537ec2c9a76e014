import { changed, CONSTANT_UPGRADE, INCLUDED, SAFE_MAP } from './edits';
import { behindCloudFront } from './behind-cloudfront';
import type { Edit } from './chain';
import type { Scenario } from './run';

/** Where a load balancer sends whoever has no session; HAProxy wants each % twice. */
const AUTHORIZE =
  '"https://id.example.com/authorize?client_id=chat&redirect_uri=https%%3A%%2F%%2Fapi.example.com%%2Foauth2%%2Fidpresponse' +
  '&response_type=code&scope=openid&state=x"';
const LOGIN = (answer: string): Edit => ({
  balancer: [`http-request return ${answer} hdr Server awselb/2.0 hdr Set-Cookie AWSALBAuthNonce=x`],
});

/** Chains of different make on which nothing is wrong, and what is worth knowing about them. */
export const HEALTHY_CHAINS: readonly Scenario[] = [
  { path: '/sockjs', edit: {}, name: 'with a map', notices: ['HTTP2-CONFUSION'] },
  { path: '/sockjs', edit: SAFE_MAP, name: 'with a map that knows websocket only' },
  { path: '/sockjs', edit: CONSTANT_UPGRADE, name: 'with a constant "upgrade"' },
  { path: '/sockjs', edit: INCLUDED, name: 'with an include file' },
  { path: '/sockjs-for-all', edit: {}, notices: ['SPR-IFRAME-404'] },
  { path: '/sockjs-for-all', edit: {}, name: 'a page of another origin', options: ['--origin', 'https://app.example.com'] },
  { path: '/sockjs-listed', edit: {}, name: 'the page that is listed', options: ['--origin', 'https://app.example.com'] },
  {
    path: '/sockjs',
    edit: changed('gzip off;', 'gzip on; gzip_proxied any; gzip_types application/javascript text/event-stream;'),
    name: 'streams in gzip, sent as they come',
  },
  { path: '/sockjs', edit: { withoutNginx: true }, name: 'HAProxy only' },
  { path: '/sockjs', name: 'behind CloudFront', ...behindCloudFront() },
  { path: '/ws', edit: {}, name: 'STOMP without SockJS', notices: ['BROKER-HB-00'] },
  { path: '/sockjs/websocket', edit: {}, name: "a raw client of SockJS's socket" },
  { path: '/raw', edit: {}, name: 'a plain handler' },
  { path: '/events', edit: {}, name: 'server-sent events' },
  {
    path: '/ws-for-all',
    edit: changed('$connection_upgrade', '$http_connection'),
    scheme: 'http',
    name: 'plain HTTP, every Upgrade passed on',
    notices: ['NGX-H2C-UPGRADE'],
  },
  { path: '/ws-for-all', edit: {}, scheme: 'http', connect: 'both schemes', name: 'plain HTTP beside TLS', notices: ['CLI-PLAIN-HTTP'] },
  {
    path: '/ws',
    edit: { location: (good) => good.replace('proxy_http_version 1.1;', 'proxy_http_version 1.0;') },
    name: 'HTTP/1.0 does not break a WebSocket',
  },
  { path: '/sockjs-without-websocket', edit: {}, name: 'a transport that the application switched off', notices: ['SPR-NO-WS'] },
  { path: '/with-query', edit: {}, name: 'with its login', options: ['--query', 'token=secret'] },
  { path: '/with-header', edit: {}, name: 'with its login', options: ['--header', 'X-Token: secret'] },
  { path: '/with-header', edit: {}, name: 'refuses strangers', direct: 'application', notices: ['SPR-SECURITY-401'] },
  {
    path: '/with-header',
    edit: {},
    name: 'refuses strangers, and nothing to compare with',
    verdict: 'undetermined',
    notices: ['SPR-SECURITY-401'],
  },
  {
    path: '/sockjs',
    edit: LOGIN('status 302 hdr Location ' + AUTHORIZE),
    name: 'a load balancer that sends to a login',
    direct: 'application',
    verdict: 'undetermined',
    notices: ['ALB-LOGIN'],
  },
  {
    path: '/ws',
    edit: LOGIN('status 401'),
    name: 'a load balancer that denies without a login',
    verdict: 'undetermined',
    notices: ['ALB-LOGIN'],
  },
  { path: '/ws-for-all', edit: {}, options: ['--echo', '/app/echo=/topic/echo'] },
  { path: '/sockjs', edit: {}, options: ['--idle-seconds', '3'] },
];
