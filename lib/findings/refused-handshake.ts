/**
 * How a handshake that was answered with status N instead of 101 reads: first in Chrome, then in Node's ws, OkHttp, Java's clients
 * (Tomcat, the JDK, Jetty, Java-WebSocket), Python's (websockets, aiohttp, websocket-client), Go's coder/websocket, Dart and .NET.
 */
export const REFUSED_WITH_N = [
  'Unexpected response code: N',
  'Unexpected server response: N',
  "Expected HTTP 101 response but was 'N",
  'The HTTP response from the server [N] did not permit the HTTP upgrade to WebSocket',
  'Unexpected HTTP response status code N',
  'Failed to upgrade to websocket: Unexpected HTTP Response Status Code: N',
  'Invalid status code received: N',
  'server rejected WebSocket connection: HTTP N',
  "N, message='Invalid response status'",
  'Handshake status N',
  'expected handshake response status code 101 but got N',
  'was not upgraded to websocket, HTTP status code: N',
  "The server returned status code 'N' when status code '101' was expected",
] as const;

/** What others say of a WebSocket that did not open, whatever kept it: Go's gorilla and coder, Tomcat's client, Dart, URLSession. */
export const OTHERS_NOT_OPENED = [
  'websocket: bad handshake',
  'failed to WebSocket dial: ',
  'The HTTP request to initiate the WebSocket connection to [',
  'was not upgraded to websocket',
  'NSURLErrorDomain Code=-1011',
  'Connection closed before receiving a handshake response',
] as const;

const [CHROME] = REFUSED_WITH_N;
const WITH_STATUS = oneOf(REFUSED_WITH_N.map((text) => escaped(text).replace(/\bN\b/, '(\\d{3})\\b')));
const WITHOUT = oneOf(OTHERS_NOT_OPENED.map(escaped));

/** A line with Chrome's words for a refused handshake before it, where it says so in another client's. `atStart`: it begins with them. */
export function inChromesWords(line: string, atStart = false): string {
  const [, ...statuses] = matched(WITH_STATUS, line, atStart) ?? [];
  const status = statuses.find((each) => each !== undefined);
  if (status !== undefined) return `${CHROME.replace('N', status)} ${line}`;
  return matched(WITHOUT, line, atStart) ? `WebSocket connection to '' failed: ${line}` : line;
}

interface Either {
  readonly anywhere: RegExp;
  readonly atStart: RegExp;
}

function oneOf(patterns: readonly string[]): Either {
  const any = patterns.join('|');
  return { anywhere: new RegExp(any, 'i'), atStart: new RegExp(`^(?:${any})`, 'i') };
}

function matched({ anywhere, atStart }: Either, line: string, isAtStart: boolean): RegExpExecArray | null {
  return (isAtStart ? atStart : anywhere).exec(line);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
