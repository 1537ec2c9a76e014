import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';

/** The route is below another prefix than the one that was requested. */
export const ctxPath: Finding = {
  code: 'CTX-PATH',
  hop: 'spring-boot',
  title: 'the route is below another prefix than the one that was requested',
  cause: "server.servlet.context-path (or another prefix of the application) is missing in the route's path.",
  why: 'Spring Boot answers 404 and names the path that it looked for.',
  cure: 'Write the whole path in the route, including the context path',
  symptoms: [...infoAnswered(404), ...refusedWith(404)],
  source: ['https://docs.spring.io/spring-boot/appendix/application-properties/index.html'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['101', 'frame', 'info', 'direct 101', 'refused by a proxy', 'refused before the proxy'],
  matches(evidence) {
    const { foundAt } = evidence;
    return foundAt !== undefined;
  },
  detail: ({ foundAt }) => `found at ${foundAt}`,
};
