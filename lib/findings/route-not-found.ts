import { HIDDEN_BY_CORS, refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { firstAnswer, isUnmappedPath } from './signatures';

/** The application knows no such path. */
export const routeNotFound: Finding = {
  code: 'ROUTE-NOT-FOUND',
  hop: 'spring-boot',
  title: 'the application knows no such path',
  cause: 'The path in the route is not the one of registerStompEndpoints or addHandler, or that configuration is not active.',
  why: 'The application answers 404.',
  cure: 'Compare with registry.addEndpoint and server.servlet.context-path; sockJs for withSockJS(), else stomp or handler',
  symptoms: [
    ...refusedWith(404),
    { seen: 'answer', text: 'Whitelabel Error Page' },
    ...HIDDEN_BY_CORS,
  ],
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/enable.html'],
  explains: ['info', 'websocket', 'event-stream'],
  onHost: true,
  matches(evidence) {
    const { info, handshake, eventStream, direct } = evidence;
    return !info?.isInfo && (isUnmappedPath(firstAnswer(evidence)) || eventStream?.status === 404 || (handshake?.status === 404 && direct?.handshake?.status === 404));
  },
};
