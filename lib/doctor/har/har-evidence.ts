import type { Evidence } from '../../findings/evidence';
import type { Failure } from '../../probes/dial';
import type { HandshakeEvidence } from '../../probes/handshake';
import type { InfoEvidence } from '../../probes/sockjs-info';
import { messages } from '../../probes/sockjs';
import { parseStomp, type StompFrame } from '../../probes/stomp';
import type { StreamEvidence } from '../../probes/stream';
import type { Transport } from '../logs/socket-path';
import type { Asked, Attempt } from './attempt';
import type { HarEntry } from './entry';
import { sessionOf, wasGivenUp } from './steps';

/** The facts of an attempt in the words of the probes, so that the same findings fit them. What a recording does not hold is absent. */
export function evidenceOf(attempt: Attempt): Evidence {
  const of = (transport: Transport) => attempt.asked.find((asked) => asked.transport === transport);
  const { transport } = sessionOf(attempt);
  const [info, socket, iframe, poll] = [of('info')?.entry, of('websocket')?.entry, of('iframe')?.entry, of('xhr')?.entry];
  const sends = attempt.asked.filter((asked) => asked.transport === 'xhr_send').map(({ entry }) => entry);
  const frames = framesOf(attempt);
  const connected = frames.find(({ command }) => command === 'CONNECTED' || command === 'ERROR');
  const rawKind = connected ? 'stomp' : 'handler';
  return {
    origin: attempt.origin,
    route: { kind: attempt.sockJs ? 'sockjs' : rawKind, path: attempt.route },
    info: info && showsAnswer(info) ? infoOf(info) : undefined,
    handshake: socket && showsAnswer(socket) ? handshakeOf(socket) : undefined,
    xhrStreaming: streamOf(attempt, of('xhr_streaming')),
    eventSource: streamOf(attempt, of('eventsource')),
    stomp: connected && {
      command: connected.command,
      version: connected.headers.version,
      heartBeat: connected.headers['heart-beat'],
      error: connected.command === 'ERROR' ? connected.headers.message : undefined,
      ms: 0,
    },
    polling: poll && {
      path: poll.url.pathname,
      openStatus: poll.status,
      opened: poll.status === 200 && (poll.body ?? 'o').startsWith('o'),
      // A 404 has several causes, and a recording cannot try which; its words are looked up instead.
      sendStatus: sends.find(({ status }) => status !== 404)?.status,
      answered: connected !== undefined || poll.body === undefined,
      cookieNames: (poll.requestHeaders.get('cookie') ?? []).flatMap((line) => line.split(';')).map((pair) => pair.split('=')[0].trim()),
      sticky: (poll.requestHeaders.get('cookie') ?? []).some((line) => line.includes('AWSALB')),
      ms: ms(poll),
    },
    iframe: iframe && {
      status: iframe.status,
      empty: iframe.body === undefined || iframe.body === '',
      frameOptions: iframe.headers.get('x-frame-options')?.[0],
      ms: ms(iframe),
    },
    // Only a client that had tried a WebSocket has been let down.
    message:
      transport && socket
        ? {
            echo: { send: '', receive: '' },
            transport: transport.replace('_', '-').replace(/^xhr$/, 'xhr-polling'),
            delivered: true,
            errors: [],
            ms: 0,
          }
        : undefined,
  };
}

/** Who refused is told by the body alone; browsers keep none of a handshake, and say that it was empty. */
function showsAnswer({ status, body, isWebSocket }: HarEntry): boolean {
  return status === undefined || status < 300 || (isWebSocket ? Boolean(body) : body !== undefined);
}

function infoOf(entry: HarEntry): InfoEvidence {
  const said = parsed(entry.body);
  const isJson = entry.headers.get('content-type')?.[0].includes('json') ?? false;
  return {
    ...common(entry),
    isInfo: entry.status === 200 && (typeof said?.websocket === 'boolean' || (entry.body === undefined && isJson)),
    websocket: typeof said?.websocket === 'boolean' ? said.websocket : undefined,
    cookieNeeded: typeof said?.cookie_needed === 'boolean' ? said.cookie_needed : undefined,
    allowOrigin: entry.headers.get('access-control-allow-origin') ?? [],
    cookies: [],
  };
}

function handshakeOf(entry: HarEntry): HandshakeEvidence {
  const first = entry.messages.find(({ sent }) => !sent);
  const opened = entry.status === 101;
  // Not every browser records messages.
  const unrecorded = opened ? 'o' : undefined;
  return {
    ...common(entry),
    origin: entry.requestHeaders.get('origin')?.[0],
    acceptOk: opened,
    protocol: entry.headers.get('sec-websocket-protocol')?.[0],
    vary: entry.headers.get('vary') ?? [],
    firstFrame: entry.messages.length > 0 ? (first?.data ?? '').slice(0, 100) : unrecorded,
  };
}

function streamOf(attempt: Attempt, asked: Asked | undefined): StreamEvidence | undefined {
  if (!asked) {
    return undefined;
  }
  const { entry } = asked;
  const heldBack = wasGivenUp(attempt, asked);
  const failure: Failure | undefined = heldBack ? { kind: 'timeout', message: `given up after ${ms(entry)} ms` } : common(entry).failure;
  return { ...common(entry), opened: entry.status === 200, waitedMs: ms(entry), failure };
}

function common(entry: HarEntry) {
  const one = (name: string) => entry.headers.get(name)?.[0];
  const failure: Failure | undefined =
    entry.status === undefined ? { kind: 'error', message: entry.failure ?? 'no answer was recorded' } : undefined;
  return {
    path: entry.url.pathname,
    status: entry.status,
    contentType: one('content-type'),
    server: one('server'),
    location: one('location'),
    body: entry.body ?? '',
    failure,
    ms: ms(entry),
  };
}

/** STOMP frames that the server sent, over whatever transport. */
export function framesOf({ asked }: Attempt): StompFrame[] {
  const texts = asked.flatMap(({ entry }) => [
    ...entry.messages.filter(({ sent }) => !sent).map(({ data }) => data),
    ...(entry.body?.startsWith('a[') ? entry.body.split('\n') : []),
  ]);
  return texts.flatMap((text) => messages(text) ?? [text]).flatMap((text) => parseStomp(text) ?? []);
}

function parsed(body: string | undefined): { websocket?: unknown; cookie_needed?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function ms(entry: HarEntry): number {
  return Math.round(entry.ms ?? 0);
}
