import type { Evidence, RouteFacts } from '../../findings/evidence';
import type { Gathered } from './kind-of-route';

/**
 * Some requests were dropped or turned away although others got through: was it their number? Many servers drop
 * handshakes for paths they do not know, and who is silent most of the time counts nothing.
 */
export function wasTooMuch({ sockJs, raw }: Gathered, kind: RouteFacts['kind'] | undefined): boolean {
  const answers = [...answersOf(sockJs), ...answersOf(raw)];
  const inOwnWay = kind === undefined ? answers : answersOf(kind === 'sockjs' ? sockJs : raw);
  const refused = answers.filter(({ status }) => status === 429 || status === 502 || status === 503);
  const dropped = inOwnWay.filter(
    ({ status, failure }) => status === undefined && (failure?.kind === 'reset' || failure?.kind === 'closed'),
  );
  const silent = answers.filter(({ status, failure }) => status === undefined && failure?.kind === 'timeout');
  const welcome = answers.filter(({ status }) => status !== undefined && status < 400);
  return refused.length + dropped.length > silent.length && welcome.length > 0;
}

function answersOf({ info, handshake: socket, xhrStreaming, eventSource, stranger, preflight }: Evidence) {
  return [info, socket, xhrStreaming, eventSource, stranger, preflight].filter((answer) => answer !== undefined);
}
