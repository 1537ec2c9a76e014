import { traffic } from '../aws-evidence';
import type { FindingCases } from '../finding-cases';
import { spring } from '../log-lines';
import { stomp } from '../evidence';

export const CASES: FindingCases = {
  evidence: { stomp: { ...stomp, command: 'ERROR', error: 'Broker not available.' } },
  refuted: [{ stomp: { ...stomp, command: 'ERROR', error: "Bad CONNECT Access refused for user 'chat'" } }],
  inAws: {
    is: { access: [{ ...traffic!, purpose: 'broker', port: 61614, admitted: false }] },
    isNot: { access: [{ ...traffic!, purpose: 'broker', port: 61614, admitted: undefined, released: undefined }] },
  },
  lines: [
    spring('TCP connection failure in session _system_: Connection to broker closed.'),
    spring('TCP connection failure in session _system_: Failed to connect: Connection refused: localhost/127.0.0.1:61613', ' INFO'),
    spring('TCP connection failure in session _system_: Transport failure: Connection reset', ' INFO'),
    spring(
      'Received ERROR {message=[AMQ229014: Did not receive data from /10.0.0.4:46748 ' +
        'within the 20000ms connection TTL. The connection will now be closed.]} session=_system_',
    ),
    spring(
      "Message broker not active. Consider subscribing to receive BrokerAvailabilityEvent's from an ApplicationListener Spring bean.",
      ' WARN',
    ),
  ],
};
