import type { LogLine } from '../log-line';

const LINE =
  /^\[([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)(?:\.\d{6})? (\d{4})\] \[([\w]*):([a-z0-9]+)\] (?:\[pid [^\]]+\] )?(.*)$/;
const CLIENT = /\[(?:client|remote) [^\]]+\] /;

/** Reads a line of the error log of Apache httpd 2.4. */
export function httpdErrorLine(text: string): LogLine | undefined {
  const [whole, date = '', year, , level = '', rest = ''] = LINE.exec(text) ?? [];
  if (whole === undefined) {
    return undefined;
  }
  const [, month, day, time] = date.split(/ +/);
  return {
    kind: 'httpd error log',
    by: 'httpd',
    message: rest.replace(CLIENT, ''),
    when: `${day?.padStart(2, '0')}/${month}/${year}:${time} +0000`,
    isError: ['error', 'crit', 'alert', 'emerg'].includes(level),
  };
}
