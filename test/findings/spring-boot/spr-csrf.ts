import type { FindingCases } from '../finding-cases';
import { spring } from '../log-lines';
import { stomp } from '../evidence';

export const CASES: FindingCases = {
  evidence: {
    stomp: { ...stomp, command: 'ERROR', error: 'Failed to send message to ExecutorSubscribableChannel[clientInboundChannel]' },
  },
  lines: [
    spring('Failed to send client message to application via MessageChannel in session 3fe. Sending STOMP ERROR to client.'),
    spring('Failed to send message to MessageChannel in session 3fe: AccessDeniedException'),
    'org.springframework.messaging.MessageDeliveryException: ' +
      'Failed to send message to ExecutorSubscribableChannel[clientInboundChannel]; ' +
      'nested exception is org.springframework.security.access.AccessDeniedException: Access is denied',
  ],
};
