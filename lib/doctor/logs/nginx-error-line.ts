import type { LogLine } from './log-line';

const IN_A_LOG = /^(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d) \[([a-z]+)\] \d+#\d+: (?:\*\d+ )?/;
const ON_A_TERMINAL = /^nginx: ()\[([a-z]+)\] /;

/** Reads a line of nginx's error log, or what `nginx -t` prints. */
export function nginxErrorLine(text: string): LogLine | undefined {
  const found = IN_A_LOG.exec(text) ?? ON_A_TERMINAL.exec(text);
  if (!found) {
    return undefined;
  }
  const [prefix, when, level = ''] = found;
  const isError = ['error', 'crit', 'alert', 'emerg'].includes(level);
  return {
    kind: 'nginx error log',
    by: 'nginx',
    message: text.slice(prefix.length),
    when: when || undefined,
    isError,
    isEmergency: level === 'emerg',
  };
}
