import type { Symptom } from './symptom';

/** How browsers, Node's ws, OkHttp and Java's clients tell that the handshake was answered with another status than 101. */
export function refusedWith(...statuses: readonly number[]): readonly Symptom[] {
  return statuses.flatMap((status) => [
    { seen: 'client', text: `Unexpected response code: ${status}` },
    { seen: 'client', text: `Unexpected server response: ${status}` },
    { seen: 'client', text: `Expected HTTP 101 response but was '${status}` },
    { seen: 'client', text: `The HTTP response from the server [${status}] did not permit the HTTP upgrade to WebSocket` },
  ] as const);
}

/** What STOMP clients print about every lost connection, whatever took it; the first is stompjs up to 4 and webstomp. */
export const CONNECTION_LOST: readonly Symptom[] = [
  { seen: 'client', text: 'Whoops! Lost connection to <url>' },
  { seen: 'client', text: 'Connection closed to <url>' },
  { seen: 'client', text: 'STOMP: scheduling reconnection in <n>ms' },
];

/** What a page of another origin is told instead of the status: 502, 504, 500, 404, 403 and 401 all read like this. */
export const HIDDEN_BY_CORS: readonly Symptom[] = [
  { seen: 'client', text: "Access to XMLHttpRequest at <url>/info<params> has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present" },
  { seen: 'close', text: '1002 Cannot connect to server' },
];

/** A connection that ended without a close frame. */
export const CUT: readonly Symptom[] = [{ seen: 'close', text: '1006' }];

/** A fallback's message that met no session: another host, another address, another user, or a session that has ended. */
export const SEND_404: readonly Symptom[] = [{ seen: 'client', text: 'POST <url>/xhr_send<params> 404' }];

/** A browser's error of the network, about a socket or SockJS's first request: on its own it could be about any picture. */
export function networkError(...names: readonly string[]): readonly Symptom[] {
  return names.flatMap((name) => [
    { seen: 'client', text: `WebSocket connection to <url> failed: Error in connection establishment: net::${name}` },
    { seen: 'client', text: `GET <url>/info<params> net::${name}` },
  ] as const);
}
