import type { Evidence, RouteFacts } from '../findings/evidence';
import { handshake } from '../probes/handshake';
import { sockJsInfo } from '../probes/sockjs-info';
import { sessionPath } from '../probes/sockjs';
import { eventSource, eventStream, xhrStreaming } from '../probes/stream';
import { xhrPolling } from '../probes/xhr-polling';
import type { Lanes } from './lanes';
import { offerOf, pageOf, type Outside } from './outside';

/** The same questions, put to a hop farther in. What differs was changed on the way. */
export async function askPast(outside: Outside, kind: RouteFacts['kind'], lanes: Lanes): Promise<Evidence['direct']> {
  if (!outside.direct) {
    return undefined;
  }
  const { target, path } = outside.direct;
  const origin = pageOf(outside);
  if (kind === 'sse') {
    return { eventStream: await lanes.ask('direct event stream', () => eventStream(target, path, origin)) };
  }
  if (kind !== 'sockjs') {
    return { handshake: await lanes.ask('direct websocket', () => handshake(target, { path, origin, protocols: offerOf(outside) })) };
  }
  const [info, socket, streaming, source, polling] = await Promise.all([
    lanes.ask('direct info', () => sockJsInfo(target, path, origin)),
    lanes.ask('direct websocket', () => handshake(target, { path: `${sessionPath(path)}/websocket`, origin }, { awaitFrame: true })),
    lanes.ask('direct xhr_streaming', () => xhrStreaming(target, path, origin)),
    lanes.ask('direct eventsource', () => eventSource(target, path, origin)),
    lanes.ask('direct xhr polling', () => xhrPolling(target, path, { origin })),
  ] as const);
  return { info, handshake: socket, xhrStreaming: streaming, eventSource: source, polling };
}
