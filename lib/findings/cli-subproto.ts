import type { Finding } from './finding';
import { carriesSockets, problem } from './in-configuration';

/** The server agrees to no STOMP sub-protocol. */
export const cliSubproto: Finding = {
  code: 'CLI-SUBPROTO',
  hop: 'spring-boot',
  title: 'the server agrees to no STOMP sub-protocol',
  cause: 'The endpoint is no STOMP endpoint, or a hop removes Sec-WebSocket-Protocol.',
  why: 'Browsers refuse: "Sent non-empty Sec-WebSocket-Protocol header but no response was received".',
  cure: 'Point the client at the STOMP endpoint; do not touch Sec-WebSocket-* headers in between',
  symptoms: [
    { seen: 'client', text: 'Sent non-empty \'Sec-WebSocket-Protocol\' header but no response was received' },
    { seen: 'client', text: 'Server sent no subprotocol' },
  ],
  source: ['https://www.rfc-editor.org/rfc/rfc6455#section-4.1'],
  explains: ['websocket'],
  outside: '--kind stomp',
  matches(evidence) {
    const { route, handshake, direct } = evidence;
    return route?.kind === 'stomp' && handshake?.status === 101 && !handshake.protocol && !direct?.handshake?.protocol;
  },
  matchesConfig(route) {
    const [blanked] = route.location.headers('Sec-WebSocket-Protocol').filter(({ args }) => args[1] === '');
    return carriesSockets(route) && blanked ? problem(blanked, 'the header with the subprotocols that a client offers is taken away', [{ remove: blanked }]) : undefined;
  },
};
