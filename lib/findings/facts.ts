import type { HttpAnswer } from '../probes/http-answer';
import { differs } from '../probes/nodes';
import type { Evidence } from './evidence';
import type { Finding } from './finding';
import { pathInError, sameWhenDirect } from './signatures';
import { isProxy } from './who/software';
import { isVia, whoAnswered } from './who/who';

/** Something that was seen, and that not every finding can go with. */
interface Seen {
  /** After "not where". */
  readonly says: string;
  readonly holds: (evidence: Evidence) => boolean;
}

const answers = ({ info, handshake, eventStream }: Evidence) =>
  [handshake, info, eventStream].filter((answer) => answer?.status !== undefined) as readonly HttpAnswer[];

/** The answers that let nobody in. */
const refusals = ({ info, handshake, eventStream }: Evidence) =>
  [
    ...(handshake?.status === undefined || handshake.status === 101 ? [] : [handshake]),
    ...(info?.status === undefined || info.isInfo ? [] : [info]),
    ...(eventStream?.status === undefined || eventStream.opened ? [] : [eventStream]),
  ] as const;

const refusedBy = (evidence: Evidence, who: (answer: HttpAnswer) => boolean) =>
  refusals(evidence).length > 0 && refusals(evidence).every(who);
const isPlain = ({ origin }: Evidence) => origin?.startsWith('http:') === true;

/** What refutes findings, by name: computed here, whoever brought the evidence. */
const SEEN = {
  '101': { says: 'a handshake was answered with 101', holds: ({ handshake }) => handshake?.status === 101 },
  frame: {
    says: 'the server sent a STOMP frame over WebSocket',
    holds: ({ stomp, handshake }) => stomp?.command !== undefined && handshake?.status === 101,
  },
  info: { says: '/info was answered as SockJS answers it', holds: ({ info }) => info?.isInfo === true },
  http: { says: 'something was answered in HTTP', holds: (evidence) => answers(evidence).length > 0 },
  'over http/1.1': { says: 'the handshake was sent over HTTP/1.1', holds: ({ handshake }) => handshake !== undefined },
  'every address': {
    says: 'every address accepts connections',
    holds: ({ reach }) => reach !== undefined && reach.addresses.length > 0 && reach.addresses.every(({ connected }) => connected),
  },
  'the same at every address': {
    says: 'every address gives the same answers',
    holds: ({ nodes }) => nodes !== undefined && !differs(nodes),
  },
  certificate: {
    says: 'the certificate is trusted and for this name',
    holds: ({ tls }) => tls !== undefined && tls.failure === undefined && tls.trusted && tls.nameOk,
  },
  'plain http': { says: 'the URL is one of http', holds: isPlain },
  'no cloudfront': {
    says: 'no answer shows CloudFront',
    holds: (evidence) => answers(evidence).length > 0 && !answers(evidence).some((answer) => isVia(answer, 'cloudfront')),
  },
  'no cloudflare': {
    says: 'no answer shows Cloudflare',
    holds: (evidence) => answers(evidence).length > 0 && !answers(evidence).some((answer) => isVia(answer, 'cloudflare')),
  },
  'refused by the application': {
    says: 'the application wrote the refusal itself',
    holds: (evidence) => refusedBy(evidence, (answer) => whoAnswered(answer) === 'spring'),
  },
  'refused by a proxy': {
    says: 'a proxy wrote the refusal itself',
    holds: (evidence) => refusedBy(evidence, (answer) => isProxy(whoAnswered(answer))),
  },
  'refused before the proxy': {
    says: 'a load balancer or CDN wrote the refusal itself',
    holds: (evidence) =>
      refusedBy(evidence, (answer) => !['spring', 'unknown'].includes(whoAnswered(answer)) && !isProxy(whoAnswered(answer))),
  },
  'asked for the same path': {
    says: "the application's error names the path that was requested",
    holds: (evidence) => refusals(evidence).some(({ path, body }) => path !== '' && pathInError(body) === path),
  },
  'no other way': {
    says: 'the route opens neither as SockJS nor as a plain WebSocket',
    holds: ({ otherWay }) => otherWay !== undefined && otherWay.info?.isInfo !== true && otherWay.handshake?.status !== 101,
  },
  'a login': { says: 'a login was given', holds: ({ login }) => login === true },
  'refused without origin': {
    says: 'the same is refused without any Origin',
    holds: ({ origins, infoWithoutOrigin }) => [origins?.withoutOrigin, infoWithoutOrigin?.status].some((status) => (status ?? 0) >= 400),
  },
  'direct 101': {
    says: 'the application itself answers the handshake with 101',
    holds: ({ direct }) => direct?.handshake?.status === 101,
  },
  'same when direct': {
    says: 'the application itself refuses it as well',
    holds: (evidence) => evidence.direct !== undefined && refusals(evidence).length > 0 && sameWhenDirect(evidence),
  },
  stream: { says: 'the stream came at once', holds: ({ xhrStreaming, eventStream }) => (xhrStreaming ?? eventStream)?.opened === true },
  sent: { says: "a fallback's message was taken", holds: ({ polling }) => polling?.sendStatus === 204 },
  delivered: { says: 'a message arrived', holds: ({ message }) => message?.delivered === true },
  'runs over websocket': {
    says: 'a SockJS client ends up with WebSocket',
    holds: ({ message, client }) => (message?.transport ?? client?.transport) === 'websocket',
  },
  compressed: { says: 'compressed frames pass', holds: ({ deflate }) => deflate?.agreed !== undefined && deflate.trouble === undefined },
  'not redirected': {
    says: 'the handshake is not redirected',
    holds: ({ handshake: { status = 300 } = {} }) => status < 300 || status >= 400,
  },
  'nothing over tls': {
    says: 'nothing answers the same path over TLS',
    holds: ({ secure }) => secure !== undefined && secure.info?.isInfo !== true && secure.handshake?.status !== 101,
  },
  'lives in silence': {
    says: 'a silent socket stays open',
    holds: ({ hold }) => hold?.silent.opened === true && hold.silent.cutAfterMs === undefined,
  },
  lasts: {
    says: 'an event stream goes on',
    holds: ({ holdStream }) => holdStream?.opened === true && holdStream.cutAfterMs === undefined,
  },
  'takes large messages': {
    says: 'large messages are taken',
    holds: ({ sizes }) =>
      sizes !== undefined && [...sizes.frames.map(({ taken }) => taken), ...sizes.posts.map(({ status }) => status !== 413)].every(Boolean),
  },
  'goes on while deployed': {
    says: 'a deployment went by unnoticed',
    holds: ({ watch }) => watch !== undefined && watch.gapMs === 0 && watch.ends.length === 0,
  },
  'answered alone and in a crowd': {
    says: 'many requests at once are all answered',
    holds: ({ burst }) =>
      burst !== undefined && [burst.alone, ...burst.together, ...burst.crowd].every((status) => status > 0 && status < 400),
  },
  healthy: { says: 'the health check passes', holds: ({ health }) => health?.healthy === true },
  listening: { says: 'the application listens', holds: ({ app }) => app?.listening === true },
  valid: { says: 'nginx accepts the configuration', holds: ({ nginxTest }) => nginxTest?.ok === true },
  gate: { says: 'the gate on the host passed', holds: ({ gate }) => gate?.ok === true },
} as const satisfies Readonly<Record<string, Seen>>;

/** The name of something that refutes findings. */
export type Fact = keyof typeof SEEN;

/** How each is said. */
export const FACTS: Readonly<Record<Fact, Seen>> = SEEN;

/** What this evidence shows. */
export function factsOf(evidence: Evidence): ReadonlySet<Fact> {
  return new Set((Object.keys(SEEN) as Fact[]).filter((fact) => FACTS[fact].holds(evidence)));
}

/** Whether something that was seen cannot go with it. */
export function isRefuted({ refutedBy = [] }: Pick<Finding, 'refutedBy'>, facts: ReadonlySet<Fact>): boolean {
  return refutedBy.some((fact) => facts.has(fact));
}
