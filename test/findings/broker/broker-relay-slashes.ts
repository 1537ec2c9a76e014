import type { FindingCases } from '../finding-cases';
import { spring } from '../log-lines';

const echo = { send: '/app/x', receive: '/topic/rooms/x' };

export const CASES: FindingCases = {
  evidence: {
    message: { echo, transport: 'websocket', delivered: false, errors: ['ERROR Invalid destination'], ms: 1 },
  },
  refuted: [{ message: { echo, transport: 'websocket', delivered: false, errors: [], ms: 1 } }],
  lines: [
    "<<< ERROR message:Invalid destination '/rooms/lobby' is not a valid topic destination",
    spring(
      "Received ERROR {message=[Invalid destination], version=[1.0,1.1,1.2]} session=u2h1 text/plain payload='/rooms/lobby' is not a " +
        'valid topic destination',
    ),
  ],
};
