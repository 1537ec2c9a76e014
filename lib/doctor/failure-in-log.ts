/** Colours and other escapes of a terminal. */
const ESCAPES = /\u001b\[[0-9;]*[A-Za-z]/g;
/** Where a log event of that level begins, in the layouts of Logback, Log4j2 and java.util.logging. */
const ERROR_EVENT = /^[^\t]{0,80}?\b(?:ERROR|FATAL|SEVERE)\b/;
const UNCAUGHT =
  /^Exception in thread "|^java\.lang\.OutOfMemoryError|^Terminating due to java\.lang|^Error: |^#.*(?:insufficient memory|SIGSEGV|SIGBUS)/;
/** The first line of a throwable: a class's full name, and what it says. */
const THROWABLE = /^(?:Exception in thread "[^"]*" )?((?:[\w$]+\.)+[\w$]*(?:Exception|Error|Throwable|Failure)[\w$]*(?::.*)?)$/;

/** One event of a log: its own line, and what follows until the next one, such as a stack trace. */
type Event = readonly string[];

/** The root cause of the last error in a Spring application's log, in a line: why it ended. */
export function lastFailure(log: string): string | undefined {
  const lines = plainLines(log);
  return failedToStart(lines) ?? rootCause(errorEvents(lines).at(-1));
}

/** The root cause of the first error in what a Spring application logged, in a line. */
export function firstFailure(log: string): string | undefined {
  return rootCause(errorEvents(plainLines(log))[0]);
}

/** A log with the frames of each stack trace cut short, so that what was thrown is not lost among them. */
export function withoutFrames(log: string): string {
  return log.replace(/^(\s+at [^\n]*\n)(?:\s+at [^\n]*(?:\n|$))+/gm, '$1');
}

/** Whether Spring Boot said that it could not start: its process ends then, or stays without a context. */
export function saysFailed(log: string): boolean {
  return /Application run failed|APPLICATION FAILED TO START/.test(log);
}

/** Whether the start of a Spring Boot application is still going on, or ending, by what its log shows. */
export function isStarting(log: string): boolean {
  if (/changed to ACCEPTING_TRAFFIC/.test(log)) {
    return false;
  }
  // Its runners run between the two changes of its availability; whoever writes no debug lines shows neither.
  const begun = /\bStarting \S+ (?:v\S+ )?(?:using|on) /.test(log) && !/\bStarted \S+ in [\d.]+ sec/.test(log);
  return begun || saysFailed(log) || /LivenessState changed/.test(log);
}

/** "APPLICATION FAILED TO START": what Spring Boot's own analysis says, and what it advises. */
function failedToStart(lines: readonly string[]): string | undefined {
  const from = lines.lastIndexOf('APPLICATION FAILED TO START');
  if (from < 0) {
    return undefined;
  }
  const block = lines.slice(from).filter((line) => line !== '');
  const [description, action] = ['Description:', 'Action:'].map((title) => block.indexOf(title));
  const said = block.slice(description + 1, action < 0 ? description + 4 : action).slice(0, 4);
  return [...said, ...(action < 0 ? [] : block.slice(action + 1, action + 2))].map((line) => line.trim()).join(' ') || undefined;
}

function errorEvents(lines: readonly string[]): Event[] {
  const starts = lines.flatMap((line, index) => (ERROR_EVENT.test(line) || UNCAUGHT.test(line) ? [index] : []));
  return starts.map((start) => {
    const next = lines.findIndex((line, index) => index > start && beginsEvent(line));
    return lines.slice(start, next < 0 ? undefined : next);
  });
}

function beginsEvent(line: string): boolean {
  return /^[^\t]{0,80}?\b(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|SEVERE)\b/.test(line) || UNCAUGHT.test(line);
}

/** The innermost cause of what was thrown, else what was thrown, else what was logged. */
function rootCause(event: Event | undefined): string | undefined {
  const causes = event?.filter((line) => /^\s*Caused by: /.test(line)) ?? [];
  const thrown = event?.map((line) => THROWABLE.exec(line)?.[1]).find((text) => text !== undefined);
  const line = causes.at(-1)?.replace(/^\s*Caused by: /, '') ?? thrown ?? event?.[0].replace(/^.*? : /, '');
  return line?.trim();
}

/** Lines without colours; a line that is JSON becomes its level and message, and its stack trace's lines. */
function plainLines(log: string): string[] {
  return log
    .replace(ESCAPES, '')
    .split(/\r?\n/)
    .flatMap((line) => (line.startsWith('{') ? fromJson(line) : [line.trimEnd()]));
}

function fromJson(line: string): string[] {
  try {
    const {
      level,
      log,
      message,
      short_message: short,
      error,
      stack_trace: stack,
      full_message: full,
      _level_name: name,
    } = JSON.parse(line);
    const written = `${level ?? log?.level ?? name ?? ''} : ${message ?? short ?? ''}\n${stack ?? error?.stack_trace ?? full ?? ''}`;
    return written.trimEnd().split(/\r?\n/);
  } catch {
    return [line];
  }
}
