/** An HTTP answer, as far as it tells who gave it and why. */
export interface HttpAnswer {
  readonly status?: number;
  readonly reason?: string;
  readonly body: string;
  readonly server?: string;
  readonly contentType?: string;
  readonly location?: string;
  /** What those on the way wrote into it, as `name: value`. */
  readonly via?: string;
}
