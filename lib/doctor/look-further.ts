import type { Evidence, RouteFacts } from '../findings/evidence';
import { isUnmappedPath } from '../findings/signatures';
import { burst } from '../probes/burst';
import { front } from '../probes/front';
import { handshake } from '../probes/handshake';
import { infoOrigins, origins } from '../probes/origins';
import { sockJsInfo } from '../probes/sockjs-info';
import { sessionPath } from '../probes/sockjs';
import { uncompressedStreaming } from '../probes/stream';
import { deadlineMs } from './client';
import type { Gathered } from './gather';
import type { Lanes } from './lanes';
import { pageOf, type Outside } from './outside';

/** Prefixes under which applications live when a route is not where it was said to be. */
const OTHER_PREFIXES = ['/api', '/app', '/v1', '/api/v1', '/ws', '/websocket', '/backend', '/chat'];

/** What is asked only because an answer was no good one: each question tells two reasons apart. */
export async function lookFurther(outside: Outside, evidence: Evidence, lanes: Lanes): Promise<Partial<Evidence>> {
  const { target, path } = outside;
  const { info, handshake: socket, route, xhrStreaming } = evidence;
  const origin = pageOf(outside);
  const sockJs = route?.kind === 'sockjs';
  const when = <T>(wanted: boolean | undefined, probe: string, ask: () => Promise<T>) => (wanted ? lanes.ask(probe, ask) : undefined);
  const [differential, plain, found, uncompressed, first] = await Promise.all([
    when(socket?.status === 403 || info?.status === 403, 'origins', () => (socket?.status === 403 ? origins(target, () => (sockJs ? `${sessionPath(path)}/websocket` : path)) : infoOrigins(target, path))),
    when((info?.status ?? 0) >= 500, 'info without Origin', () => sockJsInfo(target, path)),
    when(isUnmappedPath(sockJs ? info : socket) && !evidence.otherWay?.info?.isInfo && evidence.otherWay?.handshake?.status !== 101, 'other prefixes', () => elsewhere(outside, route?.kind)),
    when(xhrStreaming?.opened === false && xhrStreaming.failure?.kind === 'timeout', 'xhr_streaming without gzip', () => uncompressedStreaming(target, path, origin)),
    when(info?.failure?.kind === 'timeout' && socket?.failure?.kind === 'timeout' && evidence.reach?.addresses.some(({ connected }) => connected), 'who is first', () => front(target)),
  ]);
  return { origins: differential, infoWithoutOrigin: plain, foundAt: found, uncompressedStreaming: uncompressed, front: first, ...(await againAlone(outside, evidence, lanes)) };
}

/**
 * Some requests were dropped or turned away although others got through: was it their number? Many servers drop
 * handshakes for paths they do not know, and who is silent most of the time counts nothing.
 */
export function wasTooMuch({ sockJs, raw }: Gathered, kind: RouteFacts['kind'] | undefined): boolean {
  const answers = [...answersOf(sockJs), ...answersOf(raw)];
  const inOwnWay = kind === undefined ? answers : answersOf(kind === 'sockjs' ? sockJs : raw);
  const refused = answers.filter(({ status }) => status === 429 || status === 502 || status === 503);
  const dropped = inOwnWay.filter(({ status, failure }) => status === undefined && (failure?.kind === 'reset' || failure?.kind === 'closed'));
  const silent = answers.filter(({ status, failure }) => status === undefined && failure?.kind === 'timeout');
  const welcome = answers.filter(({ status }) => status !== undefined && status < 400);
  return refused.length + dropped.length > silent.length && welcome.length > 0;
}

function answersOf({ info, handshake: socket, xhrStreaming, eventSource, stranger, preflight }: Partial<Evidence>) {
  return [info, socket, xhrStreaming, eventSource, stranger, preflight].filter((answer) => answer !== undefined);
}

/** One request alone, then a browser's cascade. */
export function askBurst({ target, path }: Outside, kind: RouteFacts['kind'] | undefined, lanes: Lanes): Promise<Evidence['burst']> {
  return lanes.ask('burst', () => burst(target, path, kind === undefined || kind === 'sockjs'));
}

/** What a browser waits for follows from a lonely /info; a handshake that came late among many is asked once more alone too. */
async function againAlone(outside: Outside, { info, handshake: socket, route }: Evidence, lanes: Lanes): Promise<Partial<Evidence>> {
  const opened = socket?.status === 101 && socket.firstFrame === 'o';
  const took = socket?.firstFrameMs ?? socket?.ms ?? 0;
  // Among many, /info is slow too: what counts is how much slower the handshake was.
  const late = took > deadlineMs(0) && took > 2 * (info?.ms ?? 0);
  if (route?.kind !== 'sockjs' || !info?.isInfo || (opened && !late)) {
    return {};
  }
  const { target, path } = outside;
  return lanes.ask('alone', async () => {
    const { ms } = await sockJsInfo(target, path, pageOf(outside));
    const again = opened ? await handshake(target, { path: `${sessionPath(path)}/websocket`, origin: pageOf(outside) }, { awaitFrame: true }) : undefined;
    return { again: { infoMs: ms, handshakeMs: again && (again.firstFrameMs ?? again.ms), status: again?.status } };
  });
}

/** Where the route is instead: below a usual prefix, or without its own first part. */
async function elsewhere(outside: Outside, kind: RouteFacts['kind'] | undefined): Promise<string | undefined> {
  const { target, path } = outside;
  const shorter = /^\/[^/]+(\/.+)/.exec(path)?.slice(1) ?? [];
  const candidates = [...OTHER_PREFIXES.map((prefix) => prefix + (path === '/' ? '' : path)), ...shorter];
  const found = await Promise.all(candidates.map(async (candidate) => {
    const [info, socket] = await Promise.all([
      kind === 'stomp' || kind === 'handler' ? undefined : sockJsInfo(target, candidate, pageOf(outside)),
      handshake(target, { path: candidate, origin: pageOf(outside) }),
    ]);
    return info?.isInfo || socket.status === 101 ? candidate : undefined;
  }));
  return found.find((candidate) => candidate !== undefined);
}
