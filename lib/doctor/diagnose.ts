import type { Evidence, RouteFacts } from '../findings/evidence';
import { speaksStomp } from '../findings/outside-signatures';
import { hold } from '../probes/hold';
import { message } from '../probes/message';
import { sizes } from '../probes/sizes';
import { watch } from '../probes/watch';
import { answersOutside } from './answers-outside';
import { sockJsClient } from './client';
import { gather, type Gathered } from './gather';
import { kindOf } from './kind';
import { GentleLane, Lanes } from './lanes';
import { askBurst, lookFurther, wasTooMuch } from './look-further';
import { pageOf, type Outside } from './outside';
import { askPast } from './past';
import { report, type Report } from './report';
import { Stopwatch, type Trace } from './trace';
import { askWhole } from './whole';

/** The outcome of an examination from outside: plain JSON. */
export interface OutsideReport extends Report {
  readonly url: string;
  /** What the route is; absent when its answers did not show it. */
  readonly kind?: RouteFacts['kind'];
  readonly trace: Trace;
}

/** How long to wait between two questions to a chain that counts them, and how long to go on with it. */
const GENTLY_MS = 1100;
const GENTLY_FOR_MS = 30_000;

/** Examines a chain of which only a URL is known. */
export async function diagnose(outside: Outside): Promise<OutsideReport> {
  const stopwatch = new Stopwatch();
  const lanes = new Lanes(stopwatch);
  const [atOnce, past, whole] = await Promise.all([gather(outside, lanes), outside.kind ? askPast(outside, outside.kind, lanes) : undefined, askWhole(outside, lanes)]);
  const likely = kindOf(atOnce, outside);
  const crowded = wasTooMuch(atOnce, likely);
  const burst = crowded ? await askBurst(outside, likely, lanes) : undefined;
  const gathered = crowded ? await gather(outside, new GentleLane(stopwatch, GENTLY_MS, GENTLY_FOR_MS), likely) : atOnce;
  const kind = kindOf(gathered, outside) ?? likely;
  const direct = past ?? (await askPast(outside, kind ?? 'sockjs', lanes));
  const first = { ...assemble(outside, kind, gathered), ...whole, direct, burst };
  const further: Evidence = { ...first, ...(await lookFurther(outside, first, lanes)) };
  const wanted = await askWanted(outside, further, lanes);
  const evidence = { ...further, ...wanted };
  const complete = evidence.route?.kind === 'sockjs' && evidence.info?.isInfo ? { ...evidence, client: sockJsClient(evidence) } : evidence;
  return { ...report([{ evidence: complete, answers: answersOutside(complete, outside) }]), url: `${outside.target.origin}${outside.path}`, kind, trace: stopwatch.trace };
}

/** The evidence of the kind that it turned out to be; the other way of asking remains as a comparison. */
function assemble(outside: Outside, kind: RouteFacts['kind'] | undefined, { sockJs, raw }: Gathered): Evidence {
  const { target, path, page, login, headerNames, hosts } = outside;
  const known: Evidence = { origin: new URL(target.origin).origin, page: page === target.origin ? undefined : page, login, headerNames, hosts, kindGiven: outside.kind !== undefined, route: { kind: kind ?? 'sockjs', path } };
  const { eventStream, ...socket } = raw;
  switch (known.route?.kind) {
    case 'sse':
      return { ...known, eventStream };
    case 'stomp':
    case 'handler':
      // SockJS's own questions were answered by somebody who is not SockJS.
      return { ...known, ...socket, otherWay: { info: sockJs.info } };
    default:
      return { ...known, ...sockJs, h2c: raw.h2c, otherWay: { handshake: raw.handshake } };
  }
}

/** What takes long, or sends messages: only when it is wanted. */
async function askWanted(outside: Outside, evidence: Evidence, lanes: Lanes): Promise<Partial<Evidence>> {
  const { target, path, idleMs, deployMs, echo, connectHeaders } = outside;
  const { route, handshake } = evidence;
  if (!route || route.kind === 'sse' || handshake?.status !== 101) {
    return {};
  }
  const sockJs = route.kind === 'sockjs';
  const stomp = speaksStomp(evidence);
  const origin = pageOf(outside);
  const options = { sockJs, stomp, origin, headers: connectHeaders };
  const past = outside.direct;
  const [held, heldPast, sized, watched, sent] = await Promise.all([
    idleMs === undefined ? undefined : lanes.ask('idle', () => hold(target, path, { ...options, waitMs: idleMs })),
    idleMs === undefined || !past ? undefined : lanes.ask('direct idle', () => hold(past.target, past.path, { ...options, waitMs: idleMs })),
    outside.sizes && stomp ? lanes.ask('sizes', () => sizes(target, path, { sockJs, origin, headers: connectHeaders })) : undefined,
    deployMs === undefined ? undefined : lanes.ask('deploy', () => watch(target, path, { ...options, watchMs: deployMs })),
    echo && route.kind !== 'handler' ? lanes.ask('message', () => message(target, { path, sockJs, headers: connectHeaders }, echo)) : undefined,
  ]);
  return { hold: held, holdDirect: heldPast, sizes: sized, watch: watched, message: sent };
}
