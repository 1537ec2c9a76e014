export const nginx = (
  message: string,
  rest = ', client: 10.0.0.1, server: _, request: "GET /ws/info HTTP/1.1", upstream: "http://127.0.0.1:8080/ws/info", host: "h"',
) => `2026/11/23 05:37:56 [error] 3660#3660: *47 ${message}${rest}`;
/** What nginx's stream says of a connection to a STOMP broker. */
export const relayed = (message: string) =>
  `2026/11/29 21:58:50 [error] 30586#30586: *1 ${message}, client: 127.0.0.1, server: 127.0.0.1:61613, upstream: "10.0.1.5:61614", ` +
  'bytes from/to client:0/0, bytes from/to upstream:0/0';
/** What Tomcat says, once, of a client that speaks TLS to its HTTP port. */
export const TLS_TO_HTTP =
  'java.lang.IllegalArgumentException: Invalid character found in method name [0x160x030x010x020x000x01]. ' +
  'HTTP method names must be tokens';
export const emergency = (message: string) => `2026/11/23 05:37:56 [emerg] 3660#3660: ${message}`;
export const spring = (message: string, level = 'ERROR') =>
  `2026-11-23T05:37:57.944Z ${level} 4341 --- [io-8080-exec-8] o.s.w.s.s.s.DefaultHandshakeHandler       : ${message}`;
/** What the companion says of messages between hosts. */
export const messaging = (message: string) =>
  `2026-11-23T05:37:57.944Z  WARN 4341 --- [essaging-writer] i.g.c.companion.messaging.Messaging      : ${message}`;
export const engineAway = (reason: string) => messaging(`Messages stay on this host for now, engine away: ${reason}`);

/** Lines of healthy chains that have words of unhealthy ones. */
export const LOOK_ALIKES: readonly string[] = [
  nginx('client 10.0.0.1 closed keepalive connection', ''),
  '2026/11/23 05:37:56 [notice] 1#1: signal 1 (SIGHUP) received from 7, reconfiguring',
  nginx(
    'open() "/usr/share/nginx/html/favicon.ico" failed (2: No such file or directory)',
    ', client: 10.0.0.1, server: _, request: "GET /favicon.ico HTTP/1.1"',
  ),
  spring('BrokerAvailabilityEvent[available=true, SimpleBrokerMessageHandler [DefaultSubscriptionRegistry]]', ' INFO'),
  spring('ada says: Broker not available.', ' INFO'),
  spring(
    'WebSocketSession[4 current WS(4)-HttpStream(0)-HttpPoll(0), 5 total, ' +
      '0 closed abnormally (0 connect failure, 0 send limit, 0 transport error)]',
    ' INFO',
  ),
  'Opening Web Socket...',
  'Web Socket Opened...',
  'Failed to load resource: net::ERR_NAME_NOT_RESOLVED',
  "Access to fetch at 'https://elsewhere.example/api' from origin 'https://a' has been blocked by CORS policy: " +
    "No 'Access-Control-Allow-Origin' header is present",
  '10.0.0.1 - - [23/Nov/2026:05:36:52 +0000] "GET /ws?x=Whoops! HTTP/1.1" 200 34 "-" "Unexpected response code: 400"',
  '2026-11-23 10:06:10.062 error code 1006 in batch 1006',
];
