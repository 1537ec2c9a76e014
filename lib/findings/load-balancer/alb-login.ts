import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { sessionAsked } from '../outside-signatures';

/** The load balancer authenticates users itself, and there is no session. */
export const albLogin: Finding = {
  code: 'ALB-LOGIN',
  hop: 'load-balancer',
  title: 'the load balancer asks for a login before it forwards the handshake',
  cause:
    'The rule of the listener authenticates (authenticate-oidc or authenticate-cognito), and the request has no session cookie or an ' +
    'expired one. With the default, authenticate, the answer is a redirect, which browsers never follow for a WebSocket and which ' +
    'CORS keeps from SockJS; with deny it is 401.',
  why: 'Clients whose session has ended connect again for ever; for clients with a session nothing is wrong.',
  cure: "A rule of its own for the sockets, with OnUnauthenticatedRequest deny; to check with a session: --header 'Cookie: ...'",
  symptoms: [...infoAnswered(401), ...refusedWith(401, 302)],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['frame', 'a login', 'refused by a proxy', 'refused by the application', 'same when direct'],
  severity: 'notice',
  refusesStrangers: true,
  matches(evidence) {
    return !evidence.login && sessionAsked(evidence) !== undefined;
  },
  detail(evidence) {
    const { status, location } = sessionAsked(evidence) ?? {};
    return location === undefined ? `${status}` : `${status} to ${location.split('?')[0]}`;
  },
};
