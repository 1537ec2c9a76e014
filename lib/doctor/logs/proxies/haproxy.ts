import type { LogLine } from '../log-line';
import type { ProxyEnd } from './proxy-end';

/** `option httplog` and `httpslog`: client, accept date, frontend, backend/server, times, status, bytes, cookies, termination state. */
const LINE = new RegExp(
  [
    String.raw`^(?:<\d{1,3}>1 \S{1,40} \S{1,80} haproxy \S{1,20} \S{1,20} \S{1,20} )?`, // syslog's newer format
    String.raw`(\S{1,80}):\d+ \[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d)\.\d+\] \S+ \S+\/\S+ `,
    String.raw`-?\d+\/-?\d+\/-?\d+\/-?\d+\/\+?(\d+) (\d{3}|-1) \+?\d+ \S+ \S+ ([A-Za-z-]{4}) [\d/+]+ [\d/]+`,
    String.raw`(?: \{[^"]*\})? "([A-Z]+) (?:https?:\/\/[^/\s]+)?(\/\S*)`,
  ].join(''),
);

/** The first two letters of the termination state, as HAProxy documents them and was seen to write them. */
const ENDS: Readonly<Record<string, Omit<ProxyEnd, 'word'>>> = {
  SC: { meaning: 'the server refused the connection, or there was none to ask', codes: ['APP-502'] },
  sC: { meaning: 'no connection to the server within timeout connect', codes: ['APP-502'] },
  SH: { meaning: 'the server closed the connection before it answered', codes: ['APP-502'] },
  sH: { meaning: 'the server did not answer within timeout server', codes: ['APP-504', 'TOMCAT-FULL'] },
  sQ: { meaning: 'all connections that the server may have (maxconn) were in use', codes: ['TOMCAT-FULL'] },
  sD: { meaning: 'the server sent nothing for as long as its timeout', codes: ['PROXY-IDLE-60'] },
  cD: { meaning: 'the client sent nothing for as long as its timeout', codes: ['PROXY-IDLE-60'] },
  PR: { meaning: 'HAProxy refused the request', codes: [] },
  PH: { meaning: "HAProxy refused the server's answer", codes: [] },
};

/** The same of an answer that had begun. */
const STREAM_ENDS: typeof ENDS = {
  sD: { meaning: 'the stream was silent for as long as timeout server', codes: ['PROXY-STREAM-CUT'] },
};

/** Reads a line of HAProxy's HTTP log. */
export function haproxyLine(text: string): LogLine | undefined {
  const [whole, client, when, total, status, state = '', method = '', path = ''] = LINE.exec(text) ?? [];
  if (whole === undefined) {
    return undefined;
  }
  const isStream = status !== '101' && Number(status) < 400;
  const end = (isStream && STREAM_ENDS[state.slice(0, 2)]) || ENDS[state.slice(0, 2)];
  return {
    kind: 'HAProxy log',
    by: 'haproxy',
    message: text,
    when: `${when} +0000`,
    request: {
      client,
      method,
      path,
      status: Math.max(0, Number(status)),
      seconds: Number(total) / 1000,
      end: end && { word: `HAProxy ${state}`, ...end },
    },
  };
}
