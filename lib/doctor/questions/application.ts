import type { Readable } from './question';
import { judge } from './reading';

/** Does the application start, and go on? Asked by who starts it. */
export const APPLICATION: Readable = {
  name: 'application',
  hop: 'spring-boot',
  read: ({ app }) =>
    judge(
      app?.listening,
      `answers after ${((app?.waitedMs ?? 0) / 1000).toFixed(1)} s`,
      app?.exit ? `ended with ${app.exit}` : `does not listen after ${Math.round((app?.waitedMs ?? 0) / 1000)} s`,
      app?.waitedMs,
    ),
};
