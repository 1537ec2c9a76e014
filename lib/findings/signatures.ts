import type { HttpAnswer } from '../probes/http-answer';
import { STRANGER, type Assertion } from '../probes/origins';
import type { Evidence } from './evidence';

/** nginx itself answered: the request never reached the application. */
export function isNginxPage(answer: HttpAnswer | undefined, status: number): boolean {
  return answer?.status === status && /<center>nginx(\/[\d.]+)?<\/center>/.test(answer.body);
}

/** Spring Boot's or Tomcat's own "no such path", as JSON or as a page. An empty 404 is something else: SockJS's. */
export function isUnmappedPath(answer: HttpAnswer | undefined): boolean {
  return (
    answer?.status === 404 &&
    (/"status"\s*:\s*404/.test(answer.body) || /Whitelabel Error Page|HTTP Status 404|No static resource/.test(answer.body))
  );
}

/** The application wants to know who is asking. */
export function wantsLogin(answer: HttpAnswer | undefined): boolean {
  const redirected = [302, 303, 307].includes(answer?.status ?? 0) && /login|signin|sign-in|oauth|auth|sso/i.test(answer?.location ?? '');
  return answer?.status === 401 || redirected;
}

/** Spring's refusal of an Origin: on SockJS with a text, on a raw endpoint without. */
export function refusesOrigin(answer: HttpAnswer | undefined): boolean {
  return answer?.status === 403 && (answer.body === '' || answer.body.startsWith('Invalid CORS request'));
}

/** The socket opened and was closed before anything was said, and not by a code that only applications use. */
export function closedAtOnce(handshake: Evidence['handshake']): boolean {
  return isClosed(handshake) && !closedByApplication(handshake);
}

/** The socket opened and was closed with a code that only applications use, such as one for a login that is missing or wrong. */
export function closedByApplication(handshake: Evidence['handshake']): boolean {
  return isClosed(handshake) && /^closed with (?:1008|[34]\d{3})\b/.test(handshake?.failure?.message ?? '');
}

function isClosed(handshake: Evidence['handshake']): boolean {
  return handshake?.status === 101 && handshake.failure?.kind === 'closed';
}

/** The application itself gives the same refusal: nothing between changed it. */
export function sameWhenDirect(evidence: Evidence): boolean {
  const { direct, info, handshake } = evidence;
  return direct?.info
    ? direct.info.status === info?.status
    : direct?.handshake !== undefined && direct.handshake.status === handshake?.status;
}

/** A stream of SockJS's was held back although the same stream comes at once from the application, where that was asked. */
export function isHeldBack(stream: Evidence['xhrStreaming'], direct: Evidence['xhrStreaming']): boolean {
  return stream !== undefined && !stream.opened && stream.failure?.kind === 'timeout' && (direct === undefined || direct.opened);
}

/** The server takes its own origin for http although the page is https: the word about TLS was lost or not believed. */
export function lostScheme({ origin, origins }: Evidence): boolean {
  const { hostname, host, protocol } = new URL(origin ?? 'http://localhost');
  if (protocol !== 'https:' || !origins || origins.accepted.includes(origin ?? '')) {
    return false;
  }
  return [`http://${hostname}`, `http://${host}`, `http://${hostname}:443`].some((candidate) => origins.accepted.includes(candidate));
}

/** The server took the page's own Origin once the doctor had told it where the page is. */
export function believes({ origins }: Evidence, what: Assertion): boolean {
  return origins?.believed?.includes(what) === true;
}

/** A gateway that accepts before it asks says Forwarded itself, with its own scheme, and passes nobody else's on. */
export function isGatewaysForwarded(evidence: Evidence): boolean {
  return closedAtOnce(evidence.handshake) && lostScheme(evidence) && evidence.origins?.believed?.length === 0;
}

/** The server takes its own origin for the page's without the port. */
export function lostPort({ origin, origins }: Evidence): boolean {
  const { protocol, hostname, port } = new URL(origin ?? 'http://localhost');
  const accepted = origins?.accepted ?? [];
  return port !== '' && !accepted.includes(origin ?? '') && accepted.includes(`${protocol}//${hostname}`) && !accepted.includes(STRANGER);
}

/** The application gives one answer and the chain another: to the handshake, at /info, or the kind of a stream. */
export function isChanged({ direct, handshake, info, eventStream }: Evidence): boolean {
  const differ = (past: unknown, through: unknown) => past !== undefined && through !== undefined && past !== through;
  const stream =
    direct?.eventStream?.status === 200 && differ(direct.eventStream.contentType?.split(';')[0], eventStream?.contentType?.split(';')[0]);
  const protocol = handshake?.status === 101 && Boolean(direct?.handshake?.protocol) && direct?.handshake?.protocol !== handshake.protocol;
  return differ(direct?.handshake?.status, handshake?.status) || differ(direct?.info?.isInfo, info?.isInfo) || stream || protocol;
}

/** While a deployment was watched, nobody answered for longer than a reconnect takes. */
export function isGap({ watch }: Evidence): boolean {
  return (watch?.gapMs ?? 0) > 1500;
}

/** The application's own answer is neither a 101 nor a refusal of a stranger nor a missing path: it cannot shake hands. */
export function isNoHandshake(answer: HttpAnswer | undefined): boolean {
  const status = answer?.status;
  return (
    status !== undefined &&
    ![101, 401, 403, 404].includes(status) &&
    !(status >= 300 && status < 400) &&
    !(status === 200 && answer?.body === '')
  );
}

/** The path that the application really saw, as Spring Boot's error names it. */
export function pathInError(body: string | undefined): string | undefined {
  return /"path"\s*:\s*"([^"]*)"/.exec(body ?? '')?.[1];
}

/** The application was asked for another path than a browser asks for. */
export function isRewritten({ info, handshake }: Evidence): boolean {
  return [info, handshake].some((answer) => isUnmappedPath(answer) && ![undefined, answer?.path].includes(pathInError(answer?.body)));
}

/** The route is there, but below another prefix, of another kind, or for another path. */
export function isElsewhere(evidence: Evidence): boolean {
  const { foundAt, otherWay } = evidence;
  return foundAt !== undefined || otherWay?.info?.isInfo === true || otherWay?.handshake?.status === 101 || isRewritten(evidence);
}
