/** Makes the error for what cannot be. Constructs make CDK's own kind, which names them. */
export type Refuse = (message: string) => Error;

/** Where there is no construct. */
export const plainly: Refuse = (message) => new Error(message);
