/** Somebody or something wants the run to end. The first time it cleans up, the second time it ends at once. */
export class Interruption {
  /** Why, once it happened. */
  reason?: string;
  /** Resolves when it happens. */
  readonly happens: Promise<string>;

  constructor(again: () => void) {
    this.happens = new Promise((resolve) => {
      const interrupt = (reason: string) => {
        if (this.reason === undefined) {
          this.reason = reason;
          resolve(reason);
        } else {
          again();
        }
      };
      (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).forEach((signal) => process.on(signal, () => interrupt(signal)));
      process.on('uncaughtException', ({ message }) => interrupt(`an error: ${message}`));
    });
  }
}
