import type { Line } from '../claims';

/** Shows one claim of this part. */
export type Show = (line: Line, check: () => Promise<string> | string) => Promise<boolean>;
