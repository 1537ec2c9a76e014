/** Whether a mapped method sends an event stream, by its return type and what it produces. */
export function isEventStream(returns: string, produces: readonly string[]): boolean {
  return produces.some((type) => type.includes('text/event-stream')) || /\b(SseEmitter|ServerSentEvent)\b/.test(returns);
}

/** The paths of a mapped method: each of its class's before each of its own. */
export function mappedPaths(whole: readonly string[], own: readonly string[]): string[] {
  const orNone = (paths: readonly string[]) => (paths.length === 0 ? [''] : paths);
  return orNone(whole).flatMap((before) => orNone(own).map((path) => `${before}/${path}`));
}
