import type { HttpAnswer } from '../probes/http-answer';
import { differs } from '../probes/nodes';
import { STRANGER } from '../probes/origins';
import type { Evidence } from './evidence';
import type { Answerer } from './who/software';
import { believes } from './signatures';
import { isVia, whoAnswered } from './who/who';

/** The answers that tell most about who stands where. */
function answers({ info, handshake, eventStream }: Evidence): readonly (HttpAnswer | undefined)[] {
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

/** The path of a load balancer's own to which an identity provider leads back. */
const LEADS_BACK = /[?&]redirect_uri=[^&]*(?:%2F|\/)oauth2(?:%2F|\/)idpresponse(?:&|$)/i;

/** A load balancer that authenticates users found no session. */
export function asksForSession(answer: HttpAnswer | undefined): boolean {
  return LEADS_BACK.test(answer?.location ?? '') || (answer?.status === 401 && whoAnswered(answer) === 'alb');
}

/** The answer with which a load balancer asks for a session. */
export function sessionAsked(evidence: Evidence): HttpAnswer | undefined {
  return answers(evidence).find(asksForSession);
}

/** A load balancer waits 10 seconds for a connection to its target: a 504 after that is about the way to it, not about the answer. */
export function isConnectTimeout({ info, handshake }: Evidence): boolean {
  return [info, handshake].some(
    (answer) => answer?.status === 504 && whoAnswered(answer) === 'alb' && answer.ms >= 9500 && answer.ms < 12_000,
  );
}

/** Whether the requests of one SockJS session found each other: every one of several tries, none, or some. */
export function togetherness({ stickiness, polling }: Evidence): 'always' | 'never' | 'sometimes' | undefined {
  const statuses = [...(stickiness?.withCookies ?? []), ...(polling?.sendStatus === undefined ? [] : [polling.sendStatus])];
  const all = stickiness && !isSticky(stickiness.cookieNames) ? [...statuses, ...stickiness.withoutCookies] : statuses;
  if (all.length === 0) {
    return undefined;
  }
  const lost = all.filter((status) => status === 404).length;
  if (lost === 0) return 'always';
  if (all.includes(204)) return 'sometimes';
  return lost >= 3 ? 'never' : undefined;
}

/** The addresses of the name answer differently, and not because requests are counted. */
export function nodesDiffer({ nodes = [], burst }: Evidence): boolean {
  return burst === undefined && differs(nodes);
}

/** The name leads to this machine alone, as localhost does: clients then take whichever address answers. */
export function isThisMachine({ dns, reach }: Evidence): boolean {
  return (
    dns?.standIn === undefined &&
    reach !== undefined &&
    reach.addresses.length > 0 &&
    reach.addresses.every(({ address }) => /^(127\.|::1$)/.test(address))
  );
}

/** The load balancer set a cookie of its own. */
export function isSticky(cookieNames: readonly string[]): boolean {
  return cookieNames.some((name) => /^AWSALB/.test(name));
}

/** The server takes another name for its own, which is no page's and no stranger's: that of an upstream. */
export function lostHost(evidence: Evidence): boolean {
  const { origin, origins } = evidence;
  const { hostname } = new URL(origin ?? 'http://localhost');
  const accepted = origins?.accepted ?? [];
  const isUpstreams = accepted.some((other) => new URL(other).hostname !== hostname);
  // the page's own host was what was missing
  const isTold = believes(evidence, 'host') && !believes(evidence, 'scheme');
  return !accepted.includes(origin ?? '') && !accepted.includes(STRANGER) && (isUpstreams || isTold);
}

/** How long the server lets pass between two heartbeats; 0 when it sends none. */
function beatMs({ route, stomp }: Evidence): number {
  return route?.kind === 'sockjs' ? 25_000 : Number(/^(\d+),/.exec(stomp?.heartBeat ?? '')?.[1] ?? 0);
}

/** STOMP is spoken here, so that a frame of its own is no surprise to the application. */
export function speaksStomp({ route, stomp }: Evidence): boolean {
  return route?.kind !== 'handler' && stomp !== undefined && !stomp.declined;
}

const WITHOUT_CLOSE_FRAME = /without a close frame|RESET/i;

/** A silent socket was cut on the way, and real ones are silent for as long. */
export function cutWhenIdle(evidence: Evidence): number | undefined {
  return WITHOUT_CLOSE_FRAME.test(evidence.hold?.silent.end ?? '') ? endOfSilence(evidence) : undefined;
}

/** A silent socket got a close frame, which no proxy sends, and one that spoke lived on. */
export function closedWhenIdle(evidence: Evidence): number | undefined {
  const { silent, oneWay } = evidence.hold ?? {};
  const isAboutSilence = /idle|timeout|timed out|expired/i.test(silent?.end ?? '') || oneWay?.cutAfterMs === undefined;
  return !WITHOUT_CLOSE_FRAME.test(silent?.end ?? '') && isAboutSilence ? endOfSilence(evidence) : undefined;
}

function endOfSilence(evidence: Evidence): number | undefined {
  const cut = evidence.hold?.silent.cutAfterMs;
  const beat = beatMs(evidence);
  return cut !== undefined && (beat === 0 || beat >= cut) ? cut : undefined;
}

/** Past the load balancer the same silence is borne longer. */
export function cutOutside(evidence: Evidence): boolean {
  const cut = cutWhenIdle(evidence);
  const { holdDirect } = evidence;
  return cut !== undefined && holdDirect?.silent.opened === true && (holdDirect.silent.cutAfterMs ?? Infinity) > cut * 1.2;
}
