import type { Symptom } from './symptom';

/** How a browser's console begins the line of each request of SockJS's; its client gives all but two of them the time. */
const REQUESTS = {
  info: 'GET <url>/info?t=<n>',
  xhr_streaming: 'POST <url>/xhr_streaming<params>',
  xhr_send: 'POST <url>/xhr_send<params>',
  xhr: 'POST <url>/xhr?t=<n>',
  eventsource: 'GET <url>/eventsource',
  htmlfile: 'GET <url>/htmlfile<params>',
  iframe: 'GET <url>/iframe.html<fragment>',
} as const;

/** A request of SockJS's that a console names. */
export type SockJsRequest = keyof typeof REQUESTS;

/** The transports that carry messages to the page, apart from WebSocket. */
export const STREAMS = ['xhr_streaming', 'eventsource', 'htmlfile', 'xhr'] as const;
/** What a browser posts. */
export const POSTS = ['xhr_streaming', 'xhr', 'xhr_send'] as const;
/** What follows /info where no WebSocket opens. */
export const AFTER_INFO = [...STREAMS, 'xhr_send', 'iframe'] as const;

const EVERY_REQUEST = Object.keys(REQUESTS) as readonly SockJsRequest[];

/**
 * The texts of SockJS's requests that were answered with one of these statuses, in Chrome's words; `consoleRequest` turns the
 * words of others into these.
 */
export function sockJsAnswered(requests: readonly SockJsRequest[], ...statuses: readonly number[]): readonly Symptom[] {
  return statuses.flatMap((status) => requests.map((request): Symptom => ({ seen: 'client', text: `${REQUESTS[request]} ${status}` })));
}

/** What a text of `sockJsAnswered` is about, such as "/info 404". */
export function sockJsStatus({ text }: Symptom): string | undefined {
  const [, status] = / (\d{3})$/.exec(text) ?? [];
  const request = EVERY_REQUEST.find((each) => `${REQUESTS[each]} ${status}` === text);
  return request && `/${request === 'iframe' ? 'iframe.html' : request} ${status}`;
}
