/** When an alarm goes off. */
export interface ServiceAlarmOptions {
  /**
   * The value from which on it goes off.
   *
   * @default - each alarm says its own
   */
  readonly threshold?: number;

  /**
   * For how many minutes in a row.
   *
   * @default - each alarm says its own
   */
  readonly minutes?: number;
}
