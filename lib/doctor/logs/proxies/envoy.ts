import type { LogLine } from '../log-line';
import type { ProxyEnd } from './proxy-end';

/** Envoy's default format, and Istio's, which has three fields more before the bytes. */
const LINE = new RegExp(
  [
    String.raw`^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z)\] "([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{1,3}) ([A-Za-z,]+|-)`,
    String.raw`(?:(\S+) (?:-|\S+) "[^"]*" )?\d+ \d+ (\d+) \S+ "([^"]*)" "([^"]*)" "[^"]*" "[^"]*" "([^"]*)"`,
  ].join(' '),
);

/** Response flags, as Envoy documents them. */
const ENDS: Readonly<Record<string, Omit<ProxyEnd, 'word'>>> = {
  UH: { meaning: 'no host of the cluster is healthy', codes: ['APP-502'] },
  UF: { meaning: 'no connection to the application', codes: ['APP-502'] },
  UC: { meaning: 'the application closed the connection before it answered', codes: ['APP-502'] },
  UT: { meaning: "the application did not answer within the route's timeout", codes: ['APP-504', 'TOMCAT-FULL'] },
  SI: { meaning: 'nothing was sent for as long as the stream idle timeout', codes: ['PROXY-IDLE-60'] },
  UO: { meaning: 'a circuit breaker is open: too many connections or requests', codes: [] },
  NR: { meaning: 'no route has this host and path', codes: [] },
  NC: { meaning: "the route's cluster does not exist", codes: [] },
  RL: { meaning: 'a rate limit refused the request', codes: [] },
  UAEX: { meaning: 'the external authorization service refused the request', codes: [] },
  RBAC: { meaning: 'an authorization policy refused the request', codes: [] },
};

const NO_UPGRADE: ProxyEnd = {
  word: 'Envoy upgrade_failed',
  meaning: 'Envoy refused the handshake by itself: its HttpConnectionManager has no upgrade_configs for websocket',
  codes: ['PROXY-UPGRADE-MISSING'],
};

/** Reads a line of Envoy's access log, as Istio writes it too. */
export function envoyLine(text: string): LogLine | undefined {
  const [whole, when, method = '', path = '', status, flags = '', details, ms, forwardedFor, agent, upstream] = LINE.exec(text) ?? [];
  return whole === undefined
    ? undefined
    : envoyRequest(text, when, { method, path, status: Number(status), flags, details, ms: Number(ms), forwardedFor, agent, upstream });
}

/** Reads the same as JSON, with the names of Istio's and Envoy's documentation. */
export function envoyObject(object: Readonly<Record<string, unknown>>): LogLine | undefined {
  const { response_code: code, response_flags: flags } = object;
  const text = (name: string) => (typeof object[name] === 'string' ? object[name] : undefined);
  return typeof code !== 'number' || typeof flags !== 'string'
    ? undefined
    : envoyRequest('', text('start_time'), {
        method: text('method') ?? 'GET',
        path: text('path') ?? '/',
        status: code,
        flags,
        details: text('response_code_details'),
        ms: Number(object.duration),
        forwardedFor: text('x_forwarded_for'),
        agent: text('user_agent'),
        upstream: text('upstream_host') ?? '-',
      });
}

interface Fields {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly flags: string;
  readonly details?: string;
  readonly ms: number;
  readonly forwardedFor?: string;
  readonly agent?: string;
  readonly upstream?: string;
}

function envoyRequest(message: string, when: string | undefined, fields: Fields): LogLine {
  const { method, path, status, ms, forwardedFor, agent, upstream } = fields;
  return {
    kind: 'Envoy access log',
    by: 'envoy',
    message,
    when,
    request: {
      client: forwardedFor?.split(',')[0] === '-' ? undefined : forwardedFor?.split(',')[0],
      agent,
      method,
      path,
      status,
      seconds: Number.isNaN(ms) ? undefined : ms / 1000,
      upstreamStatus: upstream === '-' ? undefined : status,
      end: endOf(fields),
    },
  };
}

function endOf({ status, flags, details, upstream }: Fields): ProxyEnd | undefined {
  if (status === 403 && (details === 'upgrade_failed' || (details === undefined && flags === '-' && upstream === '-'))) {
    return NO_UPGRADE;
  }
  const [word, end] = Object.entries(ENDS).find(([flag]) => flags.split(',').includes(flag)) ?? [];
  if (word === 'UT' && status < 400) {
    return { word: 'Envoy UT', meaning: "the route's timeout, which counts the whole answer", codes: ['PROXY-STREAM-CUT'] };
  }
  // Once it was open, the application may end it in whatever way it likes.
  return word === undefined || (word === 'UC' && status < 400) ? undefined : { word: `Envoy ${word}`, ...end! };
}
