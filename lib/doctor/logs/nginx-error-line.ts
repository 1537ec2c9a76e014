import type { LogLine } from './log-line';

const IN_A_LOG = /^(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d) \[[a-z]+\] \d+#\d+: (?:\*\d+ )?/;
const ON_A_TERMINAL = /^nginx: \[[a-z]+\] /;

/** Reads a line of nginx's error log, or what `nginx -t` prints. */
export function nginxErrorLine(text: string): LogLine | undefined {
  const found = IN_A_LOG.exec(text) ?? ON_A_TERMINAL.exec(text);
  return found ? { kind: 'nginx error log', message: text.slice(found[0].length), when: found[1] } : undefined;
}
