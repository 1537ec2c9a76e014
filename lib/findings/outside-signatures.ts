import { STRANGER } from '../probes/origins';
import type { Evidence } from './evidence';
import { isVia, whoAnswered, type Answerer, type Told } from './who-answered';

/** The answers that tell most about who stands where. */
function answers({ info, handshake, eventStream }: Evidence): readonly (Told | undefined)[] {
  return [info, handshake, eventStream];
}

/** One of these wrote an answer itself, with a status that is asked for. */
export function answeredBy(evidence: Evidence, who: readonly Answerer[], status: (status: number) => boolean): boolean {
  return answers(evidence).some((answer) => answer?.status !== undefined && status(answer.status) && who.includes(whoAnswered(answer)));
}

/** The chain leads through this edge, whoever answers behind it. */
export function passes(evidence: Evidence, edge: 'cloudfront' | 'cloudflare'): boolean {
  return answers(evidence).some((answer) => isVia(answer, edge));
}

/** A load balancer waits 10 seconds for a connection to its target: a 504 after that is about the way to it, not about the answer. */
export function isConnectTimeout({ info, handshake }: Evidence): boolean {
  return [info, handshake].some((answer) => answer?.status === 504 && whoAnswered(answer) === 'alb' && answer.ms >= 9500 && answer.ms < 12_000);
}

/** Whether the requests of one SockJS session found each other: every one of several tries, none, or some. */
export function togetherness({ stickiness, polling }: Evidence): 'always' | 'never' | 'sometimes' | undefined {
  const statuses = [...(stickiness?.withCookies ?? []), ...(polling?.sendStatus === undefined ? [] : [polling.sendStatus])];
  const all = stickiness && !isSticky(stickiness.cookieNames) ? [...statuses, ...stickiness.withoutCookies] : statuses;
  if (all.length === 0) {
    return undefined;
  }
  const lost = all.filter((status) => status === 404).length;
  return lost === 0 ? 'always' : all.includes(204) ? 'sometimes' : lost >= 3 ? 'never' : undefined;
}

/** The name leads to this machine alone, as localhost does: clients then take whichever address answers. */
export function isThisMachine({ dns, reach }: Evidence): boolean {
  return dns?.standIn === undefined && reach !== undefined && reach.addresses.length > 0 && reach.addresses.every(({ address }) => /^(127\.|::1$)/.test(address));
}

/** The load balancer set a cookie of its own. */
export function isSticky(cookieNames: readonly string[]): boolean {
  return cookieNames.some((name) => /^AWSALB/.test(name));
}

/** The server takes another name for its own, which is no page's and no stranger's: that of an upstream. */
export function lostHost({ origin, origins }: Evidence): boolean {
  const { hostname } = new URL(origin ?? 'http://localhost');
  const accepted = origins?.accepted ?? [];
  return !accepted.includes(origin ?? '') && !accepted.includes(STRANGER) && accepted.some((other) => new URL(other).hostname !== hostname);
}

/** How long the server lets pass between two heartbeats; 0 when it sends none. */
function beatMs({ route, stomp }: Evidence): number {
  return route?.kind === 'sockjs' ? 25_000 : Number(/^(\d+),/.exec(stomp?.heartBeat ?? '')?.[1] ?? 0);
}

/** STOMP is spoken here, so that a frame of its own is no surprise to the application. */
export function speaksStomp({ route, stomp }: Evidence): boolean {
  return route?.kind !== 'handler' && stomp !== undefined && !stomp.declined;
}

/** A silent socket was cut on the way, and real ones are silent for as long. */
export function cutWhenIdle(evidence: Evidence): number | undefined {
  const { hold } = evidence;
  const cut = hold?.silent.cutAfterMs;
  if (cut === undefined || !/without a close frame|RESET/i.test(hold?.silent.end ?? '')) {
    return undefined;
  }
  const beat = beatMs(evidence);
  return beat === 0 || beat >= cut ? cut : undefined;
}

/** Past the load balancer the same silence is borne longer. */
export function cutOutside(evidence: Evidence): boolean {
  const cut = cutWhenIdle(evidence);
  const { holdDirect } = evidence;
  return cut !== undefined && holdDirect?.silent.opened === true && (holdDirect.silent.cutAfterMs ?? Infinity) > cut * 1.2;
}

/** The path that the application really saw, as Spring Boot's error names it. */
export function pathInError(body: string | undefined): string | undefined {
  return /"path"\s*:\s*"([^"]*)"/.exec(body ?? '')?.[1];
}
