import type { Finding } from '../finding';

/** Nothing listens on the application's port. */
export const appNotListening: Finding = {
  code: 'APP-NOT-LISTENING',
  hop: 'spring-boot',
  title: "nothing listens on the application's port",
  cause: 'It starts slowly (migrations, a small machine) or listens on another port or address than configured.',
  why: 'nginx answers every request with 502 until the application listens.',
  cure: 'Raise startTimeout if it was still starting; otherwise look for server.port or server.address in its configuration',
  source: ['https://docs.spring.io/spring-boot/how-to/webserver.html'],
  explains: ['application'],
  refutedBy: ['listening', 'direct 101'],
  onHost: true,
  matches(evidence) {
    const { app, direct } = evidence;
    return (app !== undefined && !app.listening && app.exit === undefined) || direct?.handshake?.failure?.kind === 'refused';
  },
  detail: ({ app }) => app?.failure,
};
