/** "Nov 23 05:36:41 host nginx[3660]: ", of journald and syslog. */
const JOURNAL = /^(?:([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,14})) \S{1,80} [\w.@-]{1,80}(?:\[\d+\])?: /;
/** "chat-1  | " of docker compose, "[pod/chat/app] " of kubectl, and the times that both add. */
const COMPOSE = /^[\w.-]{1,60} {1,20}\| /;
const KUBECTL = /^\[pod\/[\w.-]{1,200}\/[\w.-]{1,80}\] /;
const TIMESTAMPS = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z) /;
/** "2026-11-23T05:36:41.123456789Z stdout F ", as a container's runtime writes files. */
const CONTAINER = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\S{1,6}) (?:stdout|stderr) [FP] /;

const PREFIXES = [JOURNAL, CONTAINER, COMPOSE, KUBECTL, TIMESTAMPS];

/** A line without what journald and containers put before it, and the time that they say. */
export function unwrapped(plain: string): { readonly text: string; readonly when?: string } {
  let text = plain;
  let when: string | undefined;
  for (let wrapped = prefixOf(text); wrapped; wrapped = prefixOf(text)) {
    text = text.slice(wrapped[0].length);
    when ??= wrapped[1] ?? wrapped[2];
  }
  return { text, when };
}

function prefixOf(text: string): RegExpExecArray | undefined {
  return PREFIXES.map((prefix) => prefix.exec(text)).find((found) => found !== null) ?? undefined;
}
