import type { Evidence } from './evidence';

/** An answer as far as it tells who gave it. */
interface Answer {
  readonly status?: number;
  readonly body: string;
  readonly server?: string;
  readonly contentType?: string;
  readonly location?: string;
}

/** nginx itself answered: the request never reached the application. */
export function isNginxPage(answer: Answer | undefined, status: number): boolean {
  return answer?.status === status && /<center>nginx(\/[\d.]+)?<\/center>/.test(answer.body);
}

/** Spring Boot's or Tomcat's own "no such path", as JSON or as a page. An empty 404 is something else: SockJS's. */
export function isUnmappedPath(answer: Answer | undefined): boolean {
  return answer?.status === 404 && (/"status"\s*:\s*404/.test(answer.body) || /Whitelabel Error Page|HTTP Status 404|No static resource/.test(answer.body));
}

/** The application wants to know who is asking. */
export function wantsLogin(answer: Answer | undefined): boolean {
  const redirected = [302, 303, 307].includes(answer?.status ?? 0) && /login|signin|sign-in|oauth|auth|sso/i.test(answer?.location ?? '');
  return answer?.status === 401 || redirected;
}

/** Spring's refusal of an Origin: on SockJS with a text, on a raw endpoint without. */
export function refusesOrigin(answer: Answer | undefined): boolean {
  return answer?.status === 403 && (answer.body === '' || answer.body.startsWith('Invalid CORS request'));
}

/** The first answer that the application gave on this route: /info for SockJS, else the handshake. */
export function firstAnswer({ info, handshake }: Evidence): Answer | undefined {
  return info ?? handshake;
}

/** The application itself gives the same refusal: nothing between changed it. */
export function sameWhenDirect(evidence: Evidence): boolean {
  const { direct, info, handshake } = evidence;
  return direct?.info ? direct.info.status === info?.status : direct?.handshake !== undefined && direct.handshake.status === handshake?.status;
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

/** The application gives one answer and the chain another: to the handshake, at /info, or the kind of a stream. */
export function isChanged({ direct, handshake, info, eventStream }: Evidence): boolean {
  const differ = (past: unknown, through: unknown) => past !== undefined && through !== undefined && past !== through;
  const stream = direct?.eventStream?.status === 200 && differ(direct.eventStream.contentType?.split(';')[0], eventStream?.contentType?.split(';')[0]);
  const protocol = handshake?.status === 101 && Boolean(direct?.handshake?.protocol) && direct?.handshake?.protocol !== handshake.protocol;
  return differ(direct?.handshake?.status, handshake?.status) || differ(direct?.info?.isInfo, info?.isInfo) || stream || protocol;
}

/** While a deployment was watched, nobody answered for longer than a reconnect takes. */
export function isGap({ watch }: Evidence): boolean {
  return (watch?.gapMs ?? 0) > 1500;
}

/** The application's own answer is neither a 101 nor a refusal of a stranger nor a missing path: it cannot shake hands. */
export function isNoHandshake(answer: Answer | undefined): boolean {
  const status = answer?.status;
  return status !== undefined && ![101, 401, 403, 404].includes(status) && !(status >= 300 && status < 400) && !(status === 200 && answer?.body === '');
}
