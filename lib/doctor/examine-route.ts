import type { Evidence, Question, RouteFacts } from '../findings/evidence';
import { isUnmappedPath } from '../findings/signatures';
import { handshake, type HandshakeEvidence } from '../probes/handshake';
import { iframe } from '../probes/iframe';
import { message } from '../probes/message';
import { origins } from '../probes/origins';
import { sockJsInfo } from '../probes/sockjs-info';
import { sessionPath } from '../probes/sockjs';
import { STOMP_PROTOCOLS } from '../probes/stomp';
import { stompConnect } from '../probes/stomp-connect';
import { eventSource, eventStream, uncompressedStreaming, xhrStreaming } from '../probes/stream';
import type { Target } from '../probes/target';
import { xhrPolling } from '../probes/xhr-polling';
import type { Answer, Examined } from './answer';
import { ask, type Progress } from './ask';
import type { Chain } from './chain';

/** Prefixes under which applications live when a route is not where it was said to be. */
const OTHER_PREFIXES = ['/api', '/app', '/v1', '/api/v1', '/ws', '/websocket'];

/** Asks everything about one route, from the cheapest precondition to the fallbacks. */
export async function examineRoute(chain: Chain, route: RouteFacts, known: Evidence, progress: Progress): Promise<Examined> {
  const { target, direct } = chain;
  const { origin } = new URL(target.origin);
  const { kind } = route;
  const path = route.handshakePath ?? route.path;
  const sockJs = kind === 'sockjs';
  let evidence: Evidence = { ...known, route };
  const answers: Answer[] = [];
  const step = async (question: Question, hop: Answer['hop'], asked: string, probe: () => Promise<Partial<Evidence>>) => {
    const result = await ask({ question, route: route.path, hop, asked }, evidence, probe, progress);
    evidence = result.evidence;
    answers.push(...result.answers);
    return result.answers[0].verdict === 'healthy';
  };
  const addDirect = (more: Evidence['direct']): Partial<Evidence> => ({ direct: { ...evidence.direct, ...more } });

  if (kind === 'sse') {
    await step('event-stream', 'spring-boot', path, async () => {
      const [through, past] = await Promise.all([eventStream(target, path, origin), direct && eventStream(direct, path, origin)]);
      return { eventStream: through, ...addDirect({ eventStream: past }) };
    });
    return { evidence, answers };
  }

  if (sockJs) {
    await step('info', 'spring-boot', `${path}/info`, async () => {
      const info = await sockJsInfo(target, path, origin);
      const past = direct && !info.isInfo ? await sockJsInfo(direct, path, origin) : undefined;
      const plain = info.status === 500 ? await sockJsInfo(target, path) : undefined;
      return { info, infoWithoutOrigin: plain, ...addDirect({ info: past }), ...(info.isInfo ? {} : await explain(chain, route, info.status, isUnmappedPath(info))) };
    });
  }
  const open = await step('websocket', 'spring-boot', `${path}${sockJs ? '/…/websocket' : ''}`, async () => {
    const through = await shakeHands(target, path, kind, origin);
    if (through.status === 101 && (!sockJs || through.firstFrame === 'o')) {
      return { handshake: through };
    }
    const past = direct && (await shakeHands(direct, path, kind, origin));
    const more = evidence.otherWay || evidence.origins ? {} : await explain(chain, route, through.status, isUnmappedPath(through));
    return { handshake: through, ...addDirect({ handshake: past }), ...more };
  });
  const connected = open && evidence.handshake?.status === 101;
  if (kind !== 'handler' && connected) {
    const speaks = await step('stomp', 'broker', 'CONNECT', async () => ({ stomp: await stompConnect(target, { path, sockJs, sure: kind === 'stomp' || chain.echo !== undefined, origin, headers: chain.connectHeaders }) }));
    const { echo } = chain;
    if (speaks && echo) {
      await step('message', 'broker', 'one client to another', async () => ({ message: await message(target, { path, sockJs, headers: chain.connectHeaders }, echo) }));
    } else if (speaks) {
      answers.push({ question: 'message', route: route.path, hop: 'broker', asked: 'one client to another', verdict: 'not-checked', summary: 'no destination given (--echo /app/x=/topic/y)' });
    }
  }
  const refused = open && !connected;
  if (refused && kind !== 'handler') {
    answers.push({ question: 'stomp', route: route.path, hop: 'broker', asked: 'CONNECT and what follows', verdict: 'not-checked', summary: 'behind the login (--header or --query gives one)' });
  }
  // Whoever refuses a stranger's WebSocket refuses the other transports too, and that would tell nothing.
  if (sockJs && evidence.info?.isInfo && !refused) {
    await fallbacks(chain, path, () => evidence, step, addDirect);
  }
  return { evidence, answers };
}

/** SockJS's other transports, in the order in which a browser tries them. */
async function fallbacks(
  { target, direct, connectHeaders }: Chain,
  path: string,
  evidence: () => Evidence,
  step: (question: Question, hop: Answer['hop'], asked: string, probe: () => Promise<Partial<Evidence>>) => Promise<boolean>,
  addDirect: (more: Evidence['direct']) => Partial<Evidence>,
): Promise<void> {
  const { origin } = new URL(target.origin);
  // All at once: each may wait for its time-out, and they do not disturb each other.
  const [streaming, source, polling, frame] = await Promise.all([
    xhrStreaming(target, path, origin),
    eventSource(target, path, origin),
    xhrPolling(target, path, { origin, headers: connectHeaders, stomp: evidence().stomp?.command === 'CONNECTED' }),
    iframe(target, path),
  ]);
  await step('xhr-streaming', 'spring-boot', 'xhr_streaming', async () => {
    if (streaming.opened || streaming.status === 404) {
      return { xhrStreaming: streaming, polling };
    }
    const [uncompressed, past] = await Promise.all([uncompressedStreaming(target, path, origin), direct && xhrStreaming(direct, path, origin)]);
    return { xhrStreaming: streaming, uncompressedStreaming: uncompressed, ...addDirect({ xhrStreaming: past }), polling };
  });
  await step('eventsource', 'spring-boot', 'eventsource', async () => ({ eventSource: source, ...addDirect(source.opened || !direct ? {} : { eventSource: await eventSource(direct, path, origin) }) }));
  await step('iframe', 'spring-boot', 'iframe.html', async () => ({ iframe: frame }));
  await step('xhr-polling', 'spring-boot', 'xhr and xhr_send', async () => ({ polling, ...addDirect(polling.sendStatus !== 404 || !direct ? {} : { polling: await xhrPolling(direct, path, { origin }) }) }));
}

/** The handshake that a client of this kind of route makes. */
function shakeHands(target: Target, path: string, kind: RouteFacts['kind'], origin?: string): Promise<HandshakeEvidence> {
  const sockJs = kind === 'sockjs';
  return handshake(target, { path: sockJs ? `${sessionPath(path)}/websocket` : path, origin, protocols: kind === 'stomp' ? STOMP_PROTOCOLS : undefined }, { awaitFrame: sockJs });
}

/** Looks further after a refusal: another Origin, the other kind of route, another prefix. */
async function explain({ target }: Chain, { kind, path }: RouteFacts, status: number | undefined, unmapped: boolean): Promise<Partial<Evidence>> {
  const sockJs = kind === 'sockjs';
  const { origin } = new URL(target.origin);
  if (status === 403) {
    return { origins: await origins(target, () => (sockJs ? `${sessionPath(path)}/websocket` : path)) };
  }
  if (status === undefined || ![200, 400, 404, 426].includes(status)) {
    return {};
  }
  const otherWay = sockJs ? { handshake: await handshake(target, { path, origin }) } : { info: await sockJsInfo(target, path, origin) };
  if (!unmapped || otherWay.handshake?.status === 101 || otherWay.info?.isInfo) {
    return { otherWay };
  }
  const found = await Promise.all(OTHER_PREFIXES.map(async (prefix) => {
    const there = sockJs ? (await sockJsInfo(target, prefix + path, origin)).isInfo : (await shakeHands(target, prefix + path, kind, origin)).status === 101;
    return there ? prefix + path : undefined;
  }));
  return { otherWay, foundAt: found.find((prefix) => prefix !== undefined) };
}
