/** The command line was used wrongly: the message says what to write instead. Exit code 2. */
export class UsageError extends Error {}
