import type { Finding } from './finding';

/** Nothing listens on the application's port. */
export const appNotListening: Finding = {
  code: 'APP-NOT-LISTENING',
  hop: 'spring-boot',
  title: 'nothing listens on the application\'s port',
  cause: 'It starts slowly (migrations, a small machine) or listens on another port or address than it was told.',
  why: 'nginx answers every request with 502 until it listens.',
  cure: 'Raise startTimeout when it was still starting; else look for server.port or server.address in its configuration',
  source: ['https://docs.spring.io/spring-boot/how-to/webserver.html'],
  explains: ['application'],
  onHost: true,
  matches(evidence) {
    const { app, direct } = evidence;
    return (app !== undefined && !app.listening && app.exit === undefined) || direct?.handshake?.failure?.kind === 'refused';
  },
};
