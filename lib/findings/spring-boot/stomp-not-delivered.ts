import type { Evidence } from '../evidence';
import type { Finding } from '../finding';

/** A message that one client sends does not reach another. */
export const stompNotDelivered: Finding = {
  code: 'STOMP-NOT-DELIVERED',
  hop: 'spring-boot',
  title: 'a message that one client sends does not reach another',
  cause:
    'No @MessageMapping takes the destination, its answer goes to another one than is subscribed, ' +
    'it threw an exception, or it needs a user and nobody is logged in.',
  why: 'Both clients are connected and nothing arrives. Spring logs an exception of a handler and tells the sender nothing.',
  cure:
    'Correct the exception in its log; ' +
    'else compare both destinations with @MessageMapping and @SendTo; give a login where it needs a user',
  symptoms: [{ seen: 'spring', text: 'Unhandled exception from message handler method' }],
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/handle-annotations.html'],
  explains: ['message'],
  refutedBy: ['delivered'],
  outside: '--echo <send>=<receive>',
  matches({ message }) {
    return message?.delivered === false && message.connectedMs !== undefined && message.cameBack !== true;
  },
  detail,
};

/** Spring's own exception, and what Java says of a Principal that is not there. */
const NEEDS_USER =
  /MissingSessionUserException|AuthenticationCredentialsNotFound|AccessDenied|Access Denied|because "[^"]*(?:principal|user|auth)[^"]*" is null|Principal\./i;

function detail({ message }: Evidence): string | undefined {
  const { send, receive } = message?.echo ?? {};
  const error = message?.logged ?? message?.errors.find((line) => line.startsWith('ERROR '));
  if (error === undefined) {
    return `no error was seen: nothing takes ${send}, or its answer does not go to ${receive}`;
  }
  return NEEDS_USER.test(error)
    ? `${send} needs a user (--header, --query or --connect-header gives a login): ${error}`
    : `${send} failed: ${error}`;
}
