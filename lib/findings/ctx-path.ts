import { HIDDEN_BY_CORS, refusedWith } from './common-symptoms';
import type { Finding } from './finding';

/** The route lies under another prefix than the one that is asked. */
export const ctxPath: Finding = {
  code: 'CTX-PATH',
  hop: 'spring-boot',
  title: 'the route lies under another prefix than the one that is asked',
  cause: 'server.servlet.context-path (or a prefix of the application\'s) is not in the route\'s path.',
  why: 'Spring Boot answers 404 and names the path it really looked for.',
  cure: 'Write the whole path in the route, context path included',
  symptoms: [
    ...refusedWith(404),
    ...HIDDEN_BY_CORS,
  ],
  source: ['https://docs.spring.io/spring-boot/appendix/application-properties/index.html'],
  explains: ['info', 'websocket', 'event-stream'],
  alsoCures: ['ROUTE-NOT-FOUND'],
  matches(evidence) {
    const { foundAt } = evidence;
    return foundAt !== undefined;
  },
};
