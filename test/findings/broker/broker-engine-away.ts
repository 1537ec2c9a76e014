import type { FindingCases } from '../finding-cases';
import { engineAway } from '../log-lines';

export const CASES: FindingCases = {
  lines: [
    engineAway('Valkey at cache.example.com:6379 is not found: its name has no address'),
    engineAway('Valkey at cache.example.com:6379 refuses connections: nothing listens on its port'),
    engineAway('ActiveMQ at b-1.example.com:61614 does not answer: no connection within 3 s (a security group, a route, or it is down)'),
    engineAway('Valkey at cache.example.com:6379 is silent: it said nothing for 9 s'),
    engineAway('Valkey at cache.example.com:6379 closed the connection'),
  ],
};
