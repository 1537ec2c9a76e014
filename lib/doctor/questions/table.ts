import { BETWEEN_HOSTS } from './between-hosts';
import { BROADCASTS } from './broadcasts';
import { CLIENT } from './client';
import { CORS } from './cors';
import { DEPLOY } from './deploy';
import { DNS } from './dns';
import { EVENT_STREAM } from './event-stream';
import { EVENTSOURCE } from './eventsource';
import { GATE } from './gate';
import { HEALTH } from './health';
import { IDLE } from './idle';
import { IFRAME } from './iframe';
import { INFO } from './info';
import { MESSAGE } from './message';
import type { Chain } from './chain';
import type { ChainQuestion, Form } from './question';
import { RELAY } from './relay';
import { REDIRECT } from './redirect';
import { SAME_USER } from './same-user';
import { SIZES } from './sizes';
import { STOMP } from './stomp';
import { TCP } from './tcp';
import { TLS } from './tls';
import { TRANSPORTS } from './transports';
import { WEBSOCKET } from './websocket';
import { XHR_POLLING } from './xhr-polling';
import { XHR_STREAMING } from './xhr-streaming';

/** Every question that is put to a running chain, in the order of the chain. */
export const CHAIN_QUESTIONS: readonly ChainQuestion[] = [
  DNS,
  TCP,
  TLS,
  REDIRECT,
  HEALTH,
  RELAY,
  INFO,
  WEBSOCKET,
  STOMP,
  MESSAGE,
  XHR_STREAMING,
  EVENTSOURCE,
  XHR_POLLING,
  IFRAME,
  CORS,
  CLIENT,
  BETWEEN_HOSTS,
  SAME_USER,
  TRANSPORTS,
  BROADCASTS,
  EVENT_STREAM,
  IDLE,
  SIZES,
  DEPLOY,
  GATE,
];

/** The questions about a chain as a whole. */
export function aboutChain(chain: Chain): ChainQuestion[] {
  return questionsTo(chain).filter(({ forms }) => forms === undefined);
}

/** The questions to a route of a kind. */
export function toRoute(chain: Chain, form: Form): ChainQuestion[] {
  return questionsTo(chain, form).filter(({ forms }) => forms !== undefined);
}

/** All of them. */
export function questionsTo({ omit = [] }: Chain, form?: Form): ChainQuestion[] {
  return CHAIN_QUESTIONS.filter(
    ({ forms, name }) => !omit.includes(name) && (forms === undefined || (form !== undefined && forms.includes(form))),
  );
}
