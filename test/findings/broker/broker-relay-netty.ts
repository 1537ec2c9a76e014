import type { FindingCases } from '../finding-cases';
import { spring } from '../log-lines';

export const CASES: FindingCases = {
  lines: [
    spring("Failed to start bean 'stompBrokerRelayMessageHandler'"),
    'Caused by: java.lang.NoClassDefFoundError: reactor/netty/resources/LoopResources',
  ],
};
