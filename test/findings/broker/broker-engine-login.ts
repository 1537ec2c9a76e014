import type { FindingCases } from '../finding-cases';
import { engineAway } from '../log-lines';

export const CASES: FindingCases = {
  lines: [
    engineAway('Valkey at cache.example.com:6379 asks for a password, and none is set (NOAUTH)'),
    engineAway('Valkey at cache.example.com:6379 refuses the password of user app (WRONGPASS)'),
    engineAway(
      'Valkey at cache.example.com:6379 does not allow user app what it needs on channel chat: ' +
        'NOPERM No permissions to access a channel',
    ),
    engineAway('ActiveMQ at b-1.example.com:61614 refuses the password of user app'),
  ],
};
