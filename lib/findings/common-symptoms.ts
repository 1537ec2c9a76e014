import { REFUSED_WITH_N } from './refused-handshake';
import { sockJsAnswered, sockJsStatus } from './sockjs-requests';
import type { Symptom } from './symptom';

/**
 * What a browser says of every WebSocket that did not open. Chrome does not always say more, and Firefox never does; Safari's
 * words are Chrome's.
 */
export const NOT_OPENED: readonly Symptom[] = [
  { seen: 'client', text: 'WebSocket connection to <url> failed' },
  { seen: 'client', text: 'Firefox can’t establish a connection to the server at <url>' },
];

/** Whether it is one of the texts above, which say nothing of a cause. */
export function saysNotOpened(symptom: Symptom): boolean {
  return NOT_OPENED.includes(symptom);
}

const [REFUSED] = REFUSED_WITH_N;

/** The texts of a handshake that was answered with one of these statuses instead of 101, in Chrome's words; others are put into these. */
export function refusedWith(...statuses: readonly number[]): readonly Symptom[] {
  return [...statuses.map((status): Symptom => ({ seen: 'client', text: REFUSED.replace('N', `${status}`) })), ...NOT_OPENED];
}

/** The status that a text of `refusedWith` is about. */
export function refusedStatus({ text }: Symptom): string | undefined {
  const [status] = /\d{3}$/.exec(text) ?? [];
  return status && REFUSED.replace('N', status) === text ? status : undefined;
}

/** What STOMP clients print about every lost connection, whatever took it; the first is stompjs up to 4 and webstomp. */
export const CONNECTION_LOST: readonly Symptom[] = [
  { seen: 'client', text: 'Whoops! Lost connection to <url>' },
  { seen: 'client', text: 'Connection closed to <url>' },
  { seen: 'client', text: 'STOMP: scheduling reconnection in <n>ms' },
];

/** What a page of another origin is told instead of the status: 502, 504, 500, 404, 403 and 401 all read like this. */
export const HIDDEN_BY_CORS: readonly Symptom[] = [
  {
    seen: 'client',
    text:
      'Access to XMLHttpRequest at <url>/info<params> has been blocked by CORS policy: ' +
      "No 'Access-Control-Allow-Origin' header is present",
  },
  {
    seen: 'client',
    text:
      'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at <url>/info<params> ' +
      '(Reason: CORS header ‘Access-Control-Allow-Origin’ missing)',
  },
  { seen: 'close', text: '1002 Cannot connect to server' },
];

/** SockJS's first request answered with one of these statuses, which pages of another origin are not told. */
export function infoAnswered(...statuses: readonly number[]): readonly Symptom[] {
  return [...sockJsAnswered(['info'], ...statuses), ...HIDDEN_BY_CORS];
}

/** Whether it tells of an error that any application can have, so that it proves nothing although one finding alone has it. */
export function isAnyones(symptom: Symptom): boolean {
  return refusedStatus(symptom) === '500' || sockJsStatus(symptom)?.endsWith(' 500') === true;
}

/** Whether it is a line in which a STOMP client prints a frame of the server. */
export function showsFrame(line: string): boolean {
  return /(?:^|\s)<<< (?:CONNECTED|MESSAGE|ERROR|RECEIPT)$/.test(line.trimEnd());
}

/** A connection that ended without a close frame. */
export const CUT: readonly Symptom[] = [
  { seen: 'close', text: '1006' },
  // Python's websockets and websocket-client, and Go's coder/websocket.
  { seen: 'client', text: 'no close frame received or sent' },
  { seen: 'client', text: 'Connection to remote host was lost.' },
  { seen: 'client', text: 'failed to read frame header: EOF' },
  { seen: 'client', text: 'The connection to <url> was interrupted while the page was loading' },
];

/** Apache httpd's second line about an answer that did not come; the first one says why. */
export const AH00898 = 'AH00898: Error reading from remote server returned by <path>';

/** The connection was closed before a byte of an answer: Node's ws, Python's websockets, the clients of the JDK, OkHttp and Tomcat. */
export const NO_ANSWER: readonly Symptom[] = [
  { seen: 'client', text: 'socket hang up' },
  { seen: 'client', text: 'did not receive a valid HTTP response' },
  { seen: 'client', text: 'HTTP/1.1 header parser received no bytes' },
  { seen: 'client', text: 'unexpected end of stream on <url>' },
  { seen: 'client', text: 'The HTTP upgrade to WebSocket failed but partial data may have been received: Status Code [0]' },
];

/** An answer of 101 that the client does not take, without the reason: websocket-client and Java-WebSocket. */
export const KEY_OR_PROTOCOL: readonly Symptom[] = [
  { seen: 'client', text: 'Invalid WebSocket Header' },
  { seen: 'client', text: 'draft Draft_6455 <draft> refuses handshake' },
];

/** Spring's broker heard nothing of a client for three heartbeats. */
export const SESSION_CLOSED: readonly Symptom[] = [
  { seen: 'frame', text: 'message:Session closed.' },
  { seen: 'close', text: '1002 Session closed.' },
];

/** What every message begins with that keeps nginx from starting. */
export const EMERGENCY = 'nginx: [emerg] <message>';

/** Tomcat's word on the first bytes of TLS, written once: scanners send them to any open port. */
export const TLS_TO_HTTP: readonly Symptom[] = [{ seen: 'spring', text: 'Invalid character found in method name [0x160x03<bytes>' }];

/** Whether it tells of a lost connection, which follows from everything, or of what strangers do as well. */
export function saysLittle({ text }: Symptom): boolean {
  return [...CONNECTION_LOST, ...CUT, ...TLS_TO_HTTP].some((weak) => weak.text === text);
}

/** A fallback's message that met no session: another host, another address, another user, or a session that has ended. */
export const SEND_404: readonly Symptom[] = sockJsAnswered(['xhr_send'], 404);

/** A browser's error of the network, about a socket or SockJS's first request: on its own it could be about any picture. */
export function networkError(...names: readonly string[]): readonly Symptom[] {
  const texts = names.flatMap(
    (name) =>
      [
        { seen: 'client', text: `WebSocket connection to <url> failed: Error in connection establishment: net::${name}` },
        { seen: 'client', text: `GET <url>/info<params> net::${name}` },
      ] as const,
  );
  return [...texts, ...NOT_OPENED];
}

/** What the companion says before the reason for which it reaches no other host. */
export const ENGINE_AWAY = 'Messages stay on this host for now, engine away: ';

/** What Spring's relay says of every connection to a broker that ends: the broker went, refused, or reached a limit. */
export const RELAY_CUT: readonly Symptom[] = [
  { seen: 'spring', text: 'TCP connection failure in session <id>: Connection to broker closed.' },
  { seen: 'frame', text: 'Connection to broker closed.' },
  { seen: 'spring', text: 'TCP connection failure in session <id>: Transport failure: <reason>' },
];
