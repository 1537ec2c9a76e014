import type { Evidence } from '../findings/evidence';
import { deflate } from '../probes/deflate';
import { h2cUpgrade } from '../probes/h2c-upgrade';
import { handshake } from '../probes/handshake';
import { http2Handshake } from '../probes/http2-handshake';
import { iframe } from '../probes/iframe';
import { STRANGER } from '../probes/origins';
import { preflight } from '../probes/preflight';
import { sockJsInfo } from '../probes/sockjs-info';
import { sessionPath } from '../probes/sockjs';
import { stickiness } from '../probes/stickiness';
import { stompConnect } from '../probes/stomp-connect';
import { eventSource, eventStream, xhrStreaming } from '../probes/stream';
import { xhrPolling } from '../probes/xhr-polling';
import type { Asker } from './lanes';
import { offerOf, pageOf, type Outside } from './outside';

/** What a route says when it is asked as a SockJS endpoint and as a plain one. */
export interface Gathered {
  readonly sockJs: Partial<Evidence>;
  readonly raw: Partial<Evidence>;
}

/**
 * Asks a route everything at once, as SockJS and as plain WebSocket: which of the two it is shows in the
 * answers, and hardly anybody waits for one question to ask the next. Of a kind that showed before only its own is asked.
 */
export async function gather(outside: Outside, lanes: Asker, kind = outside.kind): Promise<Gathered> {
  const [sockJs, raw] = await Promise.all([
    kind === undefined || kind === 'sockjs' ? askSockJs(outside, lanes) : askInfo(outside, lanes, kind),
    kind === 'sockjs' ? askHandshake(outside, lanes) : askRaw(outside, lanes, kind),
  ]);
  return { sockJs, raw };
}

async function askSockJs(outside: Outside, lanes: Asker): Promise<Partial<Evidence>> {
  const { target, path, connectHeaders } = outside;
  const origin = pageOf(outside);
  const socket = () => `${sessionPath(path)}/websocket`;
  const connected = lanes.ask('sockjs stomp', () => stompConnect(target, { path, sockJs: true, sure: isSure(outside), origin, headers: connectHeaders }));
  // Only where STOMP is spoken there is a message that harms nobody.
  const polled = connected.then((answer) => lanes.ask('xhr polling', () => xhrPolling(target, path, { origin, stomp: answer?.command === 'CONNECTED', headers: connectHeaders })));
  const [opened, info, stomp, streaming, source, polling, frame, cors, sticky, compressed, http2, stranger] = await Promise.all([
    lanes.ask('sockjs websocket', () => handshake(target, { path: socket(), origin }, { awaitFrame: true })),
    lanes.ask('info', () => sockJsInfo(target, path, origin)),
    connected,
    lanes.ask('xhr_streaming', () => xhrStreaming(target, path, origin)),
    lanes.ask('eventsource', () => eventSource(target, path, origin)),
    polled,
    lanes.ask('iframe', () => iframe(target, path)),
    lanes.ask('preflight', () => preflight(target, path, origin)),
    lanes.ask('stickiness', () => stickiness(target, path, origin)),
    lanes.ask('sockjs deflate', () => deflate(target, path, { sockJs: true, origin })),
    lanes.ask('sockjs http2', () => http2Handshake(target, socket())),
    lanes.ask('sockjs stranger', () => handshake(target, { path: socket(), origin: STRANGER })),
  ] as const);
  return { handshake: opened, stomp, xhrStreaming: streaming, eventSource: source, polling, iframe: frame, preflight: cors, stickiness: sticky, deflate: compressed, http2, stranger, info };
}

/** Its owner says that it is STOMP, by name or by a message to send. */
function isSure({ kind, echo }: Outside): boolean {
  return kind === 'stomp' || (echo !== undefined && kind !== 'handler');
}

async function askRaw(outside: Outside, lanes: Asker, kind: Outside['kind']): Promise<Partial<Evidence>> {
  const { target, path, connectHeaders } = outside;
  const origin = pageOf(outside);
  const protocols = offerOf(outside);
  if (kind === 'sse') {
    return { eventStream: await lanes.ask('event stream', () => eventStream(target, path, origin)) };
  }
  const [opened, stomp, stream, compressed, http2, h2c, stranger] = await Promise.all([
    askHandshake(outside, lanes),
    protocols && lanes.ask('stomp', () => stompConnect(target, { path, sockJs: false, sure: isSure(outside), origin, headers: connectHeaders, timeoutMs: 3000 })),
    lanes.ask('plain GET', () => eventStream(target, path, origin)),
    lanes.ask('deflate', () => deflate(target, path, { sockJs: false, origin, protocols })),
    lanes.ask('http2', () => http2Handshake(target, path)),
    lanes.ask('h2c', () => h2cUpgrade(target, path)),
    lanes.ask('stranger', () => handshake(target, { path, origin: STRANGER, protocols })),
  ] as const);
  return { ...opened, stomp, eventStream: stream, deflate: compressed, http2, h2c, stranger };
}

async function askHandshake(outside: Outside, lanes: Asker): Promise<Partial<Evidence>> {
  const { target, path } = outside;
  return { handshake: await lanes.ask('websocket', () => handshake(target, { path, origin: pageOf(outside), protocols: offerOf(outside) })) };
}

async function askInfo(outside: Outside, lanes: Asker, kind: Outside['kind']): Promise<Partial<Evidence>> {
  return kind === 'sse' ? {} : { info: await lanes.ask('info', () => sockJsInfo(outside.target, outside.path, pageOf(outside))) };
}
