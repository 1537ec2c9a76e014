import { KEY_OR_PROTOCOL, NOT_OPENED } from '../common-symptoms';
import type { Finding } from '../finding';
import { carriesSockets, problem } from '../in-configuration';

/** The server does not accept a STOMP sub-protocol. */
export const sprSubproto: Finding = {
  code: 'SPR-SUBPROTO',
  hop: 'spring-boot',
  title: 'the server does not accept a STOMP sub-protocol',
  cause: 'The endpoint is not a STOMP endpoint, or a proxy removes Sec-WebSocket-Protocol.',
  why: 'Browsers close: "Sent non-empty Sec-WebSocket-Protocol header but no response was received".',
  cure: 'Connect the client to the STOMP endpoint; forward the Sec-WebSocket-* headers unchanged',
  symptoms: [
    { seen: 'client', text: "Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received" },
    { seen: 'client', text: 'Server sent no subprotocol' },
    ...KEY_OR_PROTOCOL,
    ...NOT_OPENED,
  ],
  source: ['https://www.rfc-editor.org/rfc/rfc6455#section-4.1'],
  explains: ['websocket'],
  refutedBy: ['frame'],
  outside: '--kind stomp',
  matches(evidence) {
    const { route, handshake, direct } = evidence;
    return route?.kind === 'stomp' && handshake?.status === 101 && !handshake.protocol && !direct?.handshake?.protocol;
  },
  matchesConfig(route) {
    const [blanked] = route.location.headers('Sec-WebSocket-Protocol').filter(({ args }) => args[1] === '');
    return carriesSockets(route) && blanked
      ? problem(blanked, 'the header with the sub-protocols that the client offers is removed', [{ remove: blanked }])
      : undefined;
  },
};
