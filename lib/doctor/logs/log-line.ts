/** A request as an access log tells it; absent is what its format leaves out. */
export interface LoggedRequest {
  readonly client?: string;
  readonly agent?: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  /** Of the body. */
  readonly bytes?: number;
  readonly seconds?: number;
  /** The last status that the application gave; absent too when it gave none. */
  readonly upstreamStatus?: number;
  readonly upgrade?: boolean;
}

/** What kind of line it is, told by its content. */
export type LineKind = 'nginx error log' | 'access log' | 'Spring log' | 'text';

/** A line of a log, understood. */
export interface LogLine {
  readonly kind: LineKind;
  /** What was said, without time, process and level. */
  readonly message: string;
  /** As it stands in the line. */
  readonly when?: string;
  readonly request?: LoggedRequest;
  /** It goes on with what the line before began, as a stack trace does. */
  readonly continues?: boolean;
}
