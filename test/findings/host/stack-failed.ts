import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  inAws: {
    is: { stack: { name: 'Chat', status: 'UPDATE_ROLLBACK_COMPLETE' } },
    isNot: { stack: { name: 'Chat', status: 'UPDATE_IN_PROGRESS' } },
  },
  lines: [
    'Failed to receive 1 resource signal(s) within the specified duration',
    'Received 1 FAILURE signal(s) out of 1. Unable to satisfy 100% MinSuccessfulInstancesPercent requirement',
  ],
};
