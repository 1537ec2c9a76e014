import type { LogLine } from '../log-line';
import type { ProxyEnd } from './proxy-end';

/** Where the fields of a standard log stand, as AWS documents them: 33, divided by tabs. */
const FIELDS = { client: 4, method: 5, path: 7, status: 8, agent: 10, query: 11, protocol: 16, seconds: 18, detailed: 28 };
const BEGIN = /^\d{4}-\d\d-\d\d\t\d\d:\d\d:\d\d\t[A-Z]{3}\d/;

/** Detailed result types of failures at the origin. */
const ENDS: Readonly<Record<string, string>> = {
  OriginDnsError: "the origin's name could not be resolved",
  OriginConnectError: 'no connection to the origin',
  OriginCommError: 'the connection to the origin broke, or timed out',
  OriginReadError: "the origin's answer could not be read",
  OriginWriteError: 'nothing could be sent to the origin',
  OriginContentRangeLengthError: "the origin's Content-Length is wrong",
  OriginHeaderTooBigError: "the origin's headers are too large",
  OriginInvalidResponseError: "the origin's answer is invalid",
};

/** Reads a line of CloudFront's standard log; its first lines begin with # and say what the fields are. */
export function cloudFrontLine(text: string): LogLine | undefined {
  if (!BEGIN.test(text)) {
    return text.startsWith('#Fields: date time x-edge-location') ? { kind: 'CloudFront access log', message: '' } : undefined;
  }
  const fields = text.split('\t');
  const [date, time] = fields;
  const field = (name: keyof typeof FIELDS) => fields[FIELDS[name]] ?? '-';
  const query = field('query');
  const isSocket = /^wss?$/.test(field('protocol'));
  const detailed = field('detailed');
  const end: ProxyEnd | undefined =
    ENDS[detailed] === undefined ? undefined : { word: `CloudFront ${detailed}`, meaning: ENDS[detailed], codes: [] };
  return {
    kind: 'CloudFront access log',
    message: text,
    when: `${date}T${time}Z`,
    request: {
      client: field('client'),
      agent: decoded(field('agent')),
      method: field('method'),
      path: query === '-' ? field('path') : `${field('path')}?${query}`,
      status: Number(field('status')),
      seconds: isSocket ? undefined : Number(field('seconds')),
      upgrade: isSocket || undefined,
      end,
    },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
