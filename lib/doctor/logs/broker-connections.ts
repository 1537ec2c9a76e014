import { Tally, type Clue, type Spot } from './clue';
import { isCommon } from './failures';
import type { LogLine } from './log-line';

/** A connection of the broker relay, as nginx's stream log of this library's hosts has it. */
export interface LoggedConnection {
  readonly status: number;
  /** Every address that was tried, the last one last. */
  readonly upstream: string;
  /** Bytes from the application and to it. */
  readonly received: number;
  readonly sent: number;
  readonly seconds: number;
}

/** `log_format relay`, see lib/nginx/relay.ts. */
const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+Z]\S{0,6}) (\d{3}) up=(\S[^=]{0,400}) ct=[\d., -]+ in=(\d+) out=(\d+) t=(\d+\.\d+)$/;
/** nginx gives up a broker after `proxy_connect_timeout 3s`, which bounds the TLS handshake too. */
const PATIENCE_SECONDS = 3;
/** Longer than a broker needs that closes what it has no room for. */
const AT_ONCE_SECONDS = 1;

/** Reads a line of `relay.log`. */
export function streamLine(text: string): LogLine | undefined {
  const [, when, status, upstream, received, sent, seconds] = LINE.exec(text) ?? [];
  if (upstream === undefined) {
    return undefined;
  }
  const connection = { status: Number(status), upstream, received: Number(received), sent: Number(sent), seconds: Number(seconds) };
  return { kind: 'nginx stream log', message: '', when, connection };
}

/** What can be wrong with a connection, the likeliest first, and how that shows. */
const FAILURES = {
  unanswered: {
    codes: ['BROKER-RELAY-DOWN', 'BROKER-RELAY-SILENT'],
    how: `got no answer from the broker within ${PATIENCE_SECONDS} s`,
  },
  refused: {
    codes: ['BROKER-RELAY-DOWN', 'BROKER-RELAY-TLS', 'BROKER-RELAY-QUOTA'],
    how: "were refused by the broker or by TLS, of which nginx's error log says the reason",
  },
  closed: { codes: ['BROKER-RELAY-QUOTA'], how: 'were accepted and closed at once without an answer' },
  silent: { codes: ['BROKER-RELAY-SILENT'], how: 'were accepted and never answered' },
} as const;

type Failure = keyof typeof FAILURES;

/** Counts the connections of a broker relay: who stands by refuses some in good health. */
export class BrokerConnections {
  private readonly failed = new Map<Failure, { readonly tally: Tally; upstream: string }>();
  private total = 0;
  /** Whether a broker answered. */
  sawAnswers = false;

  add(connection: LoggedConnection, spot: Spot): void {
    this.total += 1;
    this.sawAnswers ||= connection.sent > 0;
    const failure = failureOf(connection);
    if (failure) {
      const seen = this.failed.get(failure) ?? { tally: new Tally(), upstream: '' };
      seen.tally.add(spot);
      seen.upstream = connection.upstream;
      this.failed.set(failure, seen);
    }
  }

  clues(): Clue[] {
    return [...this.failed]
      .filter(([, { tally }]) => isCommon(tally.count, this.total))
      .map(([failure, { tally, upstream }]) => {
        const { codes, how } = FAILURES[failure];
        return tally.clue(codes, `${tally.count} of ${this.total} connections of the relay ${how}, at last at ${upstream}`);
      });
  }
}

function failureOf({ status, received, sent, seconds }: LoggedConnection): Failure | undefined {
  if (status >= 500) {
    return seconds >= PATIENCE_SECONDS ? 'unanswered' : 'refused';
  }
  if (status !== 200 || received === 0 || sent > 0) {
    return undefined;
  }
  return seconds < AT_ONCE_SECONDS ? 'closed' : 'silent';
}
