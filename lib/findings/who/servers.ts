import type { HttpAnswer } from '../../probes/http-answer';
import type { Server } from './software';

/** What the servers inside Spring Boot write themselves, or Spring on them alone. */
const PAGES: readonly (readonly [who: Server, writes: (answer: HttpAnswer) => boolean])[] = [
  ['tomcat', ({ body }) => /<title>HTTP Status \d{3} /.test(body)],
  ['jetty', ({ body, server = '' }) => /<h2>HTTP ERROR \d{3}/.test(body) || /^Jetty\(/.test(server)],
  ['undertow', ({ body }) => /^<html><head><title>Error<\/title><\/head><body>.*<\/body><\/html>/s.test(body)],
  // of Spring's two error bodies only that of WebFlux has a requestId, and Boot runs WebFlux on Reactor Netty
  ['netty', ({ body }) => isBootError(body) && /"requestId"\s*:/.test(body)],
];

/** Spring Boot's error as JSON. */
function isBootError(body: string): boolean {
  return /"timestamp"\s*:/.test(body) && /"status"\s*:\s*\d{3}/.test(body);
}

/** The server whose page this is: undefined where Spring's words, which are the same on all, are all that shows. */
export function serverOf(answer: HttpAnswer | undefined): Server | 'servlet' | undefined {
  if (!answer) {
    return undefined;
  }
  const [who] = PAGES.find(([, writes]) => writes(answer)) ?? [];
  return who ?? (isBootError(answer.body) ? 'servlet' : undefined);
}
