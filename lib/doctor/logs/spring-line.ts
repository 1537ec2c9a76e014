import type { LogLine } from './log-line';

/** Spring Boot's console: time, level, process, thread, logger, and after a colon the message. */
const BOOT = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,]\d{3}\S{0,6})\s{1,4}(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\s{1,4}\d* ?--- /;
/** Other patterns of Logback and Log4j: a time, and a level as a word of its own. */
const OTHER = /^\[?(?:\d{4}-\d\d-\d\d[T ])?(\d\d:\d\d:\d\d[.,]\d{3})\S{0,8} .{0,120}?\b(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\b/;
/** What Tomcat and Jetty write without Spring Boot: Tomcat's juli, and Jetty's own. */
const TOMCAT = /^(\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d\.\d{3}) ([A-Z]{4,7}) \[[^\]]{0,100}\] [\w.$]{1,200} /;
const JETTY = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}):([A-Z]{4,5}) ?:[\w.$-]{1,100}:[^:]{0,100}: /;
const ERROR = /\b(?:ERROR|FATAL)\b/;
const THROWN = /^\t?(?:Exception in thread "[^"]{0,100}" )?(?:[a-z][\w$]*\.){2,12}[A-Z][\w$]*(?:Exception|Error)\b/;
const FRAME = /^(?:\s+at |\s+\.\.\. \d+ |Caused by: |\s+Suppressed: )/;

/** Reads a line of an application's log, or a line of a stack trace. */
export function springLine(text: string): LogLine | undefined {
  const [boot, when] = BOOT.exec(text) ?? [];
  if (boot !== undefined) {
    return { kind: 'Spring log', when, message: afterLogger(text, boot.length, ' : '), isError: ERROR.test(boot) };
  }
  if (FRAME.test(text) || THROWN.test(text)) {
    return { kind: 'Spring log', message: withoutException(text), continues: true };
  }
  const [own, at, level] = TOMCAT.exec(text) ?? JETTY.exec(text) ?? [];
  if (own !== undefined) {
    return { kind: 'Spring log', when: at, message: withoutException(text.slice(own.length)), isError: level === 'SEVERE' };
  }
  const [other] = OTHER.exec(text) ?? [];
  if (other !== undefined) {
    return {
      kind: 'Spring log',
      when: /^\[?([\d-]*[T ]?[\d:]{8}[.,]\d{3})/.exec(text)?.[1],
      message: afterLogger(text, other.length, ' - ', ': '),
      isError: ERROR.test(other),
    };
  }
  return undefined;
}

/** Spring puts some of its messages in quotation marks, such as those of refused handshakes (seen with 6.2.19). */
export function unquoted(message: string): string {
  return /^"[^]*"$/.test(message) ? message.slice(1, -1) : message;
}

/** What an exception says, without its class where it has a sentence. */
export function withoutException(text: string): string {
  const [prefix] = /^\s*(?:Caused by: |Suppressed: |Exception in thread "[^"]{0,100}" )?/.exec(text) ?? [''];
  const rest = text.slice(prefix.length);
  const [name] = /^(?:[a-z][\w$]*\.){1,12}[\w$]*(?:Exception|Error): /.exec(rest) ?? [];
  return name === undefined || /UnsupportedClassVersion|OutOfMemory|Csrf|ClientAbort/.test(name) ? rest : rest.slice(name.length);
}

function afterLogger(text: string, from: number, ...separators: readonly string[]): string {
  for (const separator of separators) {
    const at = text.indexOf(separator, from);
    if (at >= 0) {
      return withoutException(unquoted(text.slice(at + separator.length)));
    }
  }
  return text.slice(from);
}
