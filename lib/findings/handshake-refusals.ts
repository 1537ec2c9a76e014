import type { HttpAnswer } from '../probes/http-answer';
import { serverOf } from './who/servers';
import { whoAnswered } from './who/who';

/** Nearly the 8 kB of Tomcat and Undertow, to which the handshake's own headers and those of proxies come. */
const LARGE_HEAD_BYTES = 6500;

/** The application says that the handshake came without Upgrade: in Spring's sentence, or on WebFlux with an error that has no reason. */
export function missesUpgrade(answer: HttpAnswer | undefined): boolean {
  return answer?.status === 400 && (/Can \\?"Upgrade\\?" only to \\?"WebSocket/.test(answer.body) || isBareError(answer));
}

/** It says that Upgrade came alone: Spring does, and Jetty, which then expects HTTP/2 (12.0 gives no reason, but has one for all else). */
export function missesConnection(answer: HttpAnswer | undefined): boolean {
  return (
    answer?.status === 400 &&
    /\\?"Connection\\?" must be \\?"upgrade|<title>Error 400 (?:Invalid h2c upgrade headers|Bad Request)<\/title>/.test(answer.body)
  );
}

/** What WebFlux says of a handshake that is none, unless it is told to include messages. */
function isBareError(answer: HttpAnswer): boolean {
  return serverOf(answer) === 'netty' && !/"message"\s*:\s*"[^"]/.test(answer.body);
}

/** The server inside Spring Boot finds the headers too large: Jetty and Netty say so, Tomcat and Undertow give no reason. */
export function refusesHead(answer: HttpAnswer | undefined, headBytes = 0): boolean {
  if (!answer || !['spring', 'unknown'].includes(whoAnswered(answer))) {
    return false;
  }
  const isNameless = answer.body === '' || serverOf(answer) === 'tomcat';
  return [414, 431].includes(answer.status ?? 0) || (answer.status === 400 && isNameless && headBytes >= LARGE_HEAD_BYTES);
}
