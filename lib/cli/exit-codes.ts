import type { Report } from '../doctor/report';

/** What a command ends with, by what it found; 2 also when it could not run, 130 after Ctrl-C. */
export const EXIT_CODES: Readonly<Record<Report['verdict'], number>> = { healthy: 0, problem: 1, undetermined: 2 };
