const nginx = (message: string, rest = ', client: 10.0.0.1, server: _, request: "GET /ws/info HTTP/1.1", upstream: "http://127.0.0.1:8080/ws/info", host: "h"') =>
  `2026/11/23 05:37:56 [error] 3660#3660: *47 ${message}${rest}`;
const spring = (message: string, level = 'ERROR') => `2026-11-23T05:37:57.944Z ${level} 4341 --- [io-8080-exec-8] o.s.w.s.s.s.DefaultHandshakeHandler       : ${message}`;

/** Lines as servers and browsers write them, each with the code that it must find. */
export const LINES: Readonly<Record<string, readonly string[]>> = {
  'NGX-UPGRADE-MISSING': [
    spring('Handshake failed due to invalid Upgrade header: null'),
    '2026-11-23T13:25:51.523Z DEBUG 832 --- [io-18999-exec-5] o.s.w.s.s.s.DefaultHandshakeHandler      : "Handshake failed due to invalid Upgrade header: null"',
    '{"@timestamp":"2026-11-23T13:25:51.523Z","log":{"level":"DEBUG"},"message":"\\"Handshake failed due to invalid Upgrade header: null\\"","ecs":{"version":"8.11"}}',
    "WebSocket connection to 'ws://127.0.0.1:28081/ws-stomp/305/j01d5mlc/websocket' failed: Error during WebSocket handshake: Unexpected response code: 400",
    'java.io.IOException: Unexpected server response: 400',
  ],
  'NGX-CONN-ONLY-MISSING': [spring('Handshake failed due to invalid Connection header [close]')],
  'NGX-IDLE-60': [nginx('upstream timed out (110: Connection timed out) while proxying upgraded connection')],
  'NGX-502': [nginx('connect() failed (111: Connection refused) while connecting to upstream'), nginx('upstream prematurely closed connection while reading response header from upstream')],
  'NGX-504': [nginx('upstream timed out (110: Connection timed out) while reading response header from upstream')],
  'NGX-LOCALHOST-V6': [nginx('connect() failed (111: Connection refused) while connecting to upstream', ', client: 10.0.0.1, server: _, request: "GET /ws/info HTTP/1.1", upstream: "http://[::1]:8080/ws/info", host: "h"')],
  'NGX-WORKER-CONN': ['2026/11/23 05:42:58 [alert] 5482#5482: 16 worker_connections are not enough'],
  'NGX-LIMITS-RATE': [nginx('limiting requests, excess: 2.991 by zone "z"')],
  'NGX-LOCATION-PREFIX': [nginx('open() "/usr/share/nginx/html/ws-stomp/iframe.html" failed (2: No such file or directory)')],
  'NGX-PORTS': [nginx('connect() to 127.0.0.1:8080 failed (99: Cannot assign requested address) while connecting to upstream')],
  'NGX-NOFILE': ['2026/11/23 05:42:58 [crit] 5482#5482: accept4() failed (24: Too many open files)'],
  'NGX-MAP-MISSING': ['nginx: [emerg] unknown "connection_upgrade" variable', '2026/11/23 05:43:00 [emerg] 5771#5771: unknown "connection_upgrade" variable'],
  'NGX-MAP-PLACE': ['2026/11/23 05:43:00 [emerg] 5772#5772: "map" directive is not allowed here in /etc/nginx/conf.d/ws.conf:2'],
  'TLS-TO-HTTP-UPSTREAM': [nginx('SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream')],
  'SPR-ORIGIN-403': [spring("Origin header value 'https://elsewhere.example' not allowed.", ' WARN')],
  'SPR-ORIGIN-STAR': ['java.lang.IllegalArgumentException: When allowCredentials is true, allowedOrigins cannot contain the special value "*" since that cannot be set on the response header.'],
  'SPR-HANDSHAKE-MISC': ['2026-11-23T13:20:13.047Z DEBUG 31286 --- [io-18999-exec-2] o.s.w.s.s.s.DefaultHandshakeHandler      : "Handshake failed due to unsupported WebSocket version: 8. Supported versions: [13]"'],
  'STOMP-BAD-FRAME': ['java.lang.IllegalArgumentException: No enum constant org.springframework.messaging.simp.stomp.StompCommand.BOGUS'],
  'STOMP-MSG-64K': ["org.springframework.messaging.simp.stomp.StompConversionException: STOMP 'content-length' header value 70000  exceeds configured buffer size limit 65536"],
  'STOMP-SLOW-CLIENT': [spring("Terminating 'WebSocketServerSockJsSession[id=abc]': Buffer size 600000 bytes for session 'abc' exceeds the allowed limit 524288")],
  'STOMP-NO-FIRST-MSG': [spring('No messages received after 60000 ms. Closing StandardWebSocketSession[id=abc].')],
  'STOMP-RELAY-DOWN': [spring("Message broker not active. Consider subscribing to receive BrokerAvailabilityEvent's from an ApplicationListener Spring bean.", ' WARN')],
  'STOMP-MSG-1009': ["CloseEvent {code: 1009, reason: 'The decoded text message was too big for the output buffer and the endpoint does not support partial messages'}"],
  'CLI-GLOBAL': ['Uncaught ReferenceError: global is not defined'],
  'CLI-TAB-THROTTLE': ['<<< ERROR message:Session closed.'],
  'CLI-IFRAME-VERSION': ['Error: Incompatible SockJS! Main site uses: "1.6.1", the iframe: "1.0.0".'],
  'CLI-SUBPROTO': ["WebSocket connection to 'wss://h/ws' failed: Error during WebSocket handshake: Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received"],
  'NGX-CORS-DUP': ["Access to XMLHttpRequest at 'https://h/ws/info?t=1' from origin 'https://a' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains multiple values 'https://a, https://a', but only one is allowed."],
};

/** Lines of healthy chains that have words of unhealthy ones. */
export const LOOK_ALIKES: readonly string[] = [
  nginx('client 10.0.0.1 closed keepalive connection', ''),
  '2026/11/23 05:37:56 [notice] 1#1: signal 1 (SIGHUP) received from 7, reconfiguring',
  nginx('open() "/usr/share/nginx/html/favicon.ico" failed (2: No such file or directory)', ', client: 10.0.0.1, server: _, request: "GET /favicon.ico HTTP/1.1"'),
  spring('BrokerAvailabilityEvent[available=true, SimpleBrokerMessageHandler [DefaultSubscriptionRegistry]]', ' INFO'),
  spring('ada says: Broker not available.', ' INFO'),
  spring('WebSocketSession[4 current WS(4)-HttpStream(0)-HttpPoll(0), 5 total, 0 closed abnormally (0 connect failure, 0 send limit, 0 transport error)]', ' INFO'),
  'Opening Web Socket...',
  'Web Socket Opened...',
  'Failed to load resource: net::ERR_NAME_NOT_RESOLVED',
  "Access to fetch at 'https://elsewhere.example/api' from origin 'https://a' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present",
  '10.0.0.1 - - [23/Nov/2026:05:36:52 +0000] "GET /ws?x=Whoops! HTTP/1.1" 200 34 "-" "Unexpected response code: 400"',
  '2026-11-23 10:06:10.062 error code 1006 in batch 1006',
];
