import type { Hierarchy } from '../classes/hierarchy';
import { all } from './starts';

/**
 * Where an application's messages go: through Spring's broker in memory, to a broker of its own or outside, or nowhere because it has
 * no STOMP or is reactive. `unknown` where its own classes do not tell.
 */
export type Broker = 'in-memory' | 'relay' | 'own' | 'no-stomp' | 'reactive' | 'unknown';

const HANDLER =
  /^org\/springframework\/messaging\/simp\/(?:broker\/(?:Simple|Abstract)BrokerMessageHandler|stomp\/StompBrokerRelayMessageHandler)$/;
const ENABLES = /\/EnableWebSocketMessageBroker$/;
const CONFIGURES =
  /\/(?:WebSocketMessageBrokerConfigurer|WebSocketMessageBrokerConfigurationSupport|DelegatingWebSocketMessageBrokerConfiguration)$/;

/** @param hierarchy the classes that mention a broker */
export function brokerOf(libraries: readonly string[], hierarchy: Hierarchy): Broker {
  const has = (library: string) => libraries.some((name) => name.startsWith(`${library}-`) && /^\d/.test(name.slice(library.length + 1)));
  if (libraries.length > 0 && !has('spring-websocket')) {
    return has('spring-webflux') ? 'reactive' : 'no-stomp';
  }
  if (libraries.length > 0 && has('spring-webflux') && !has('spring-webmvc')) {
    return 'reactive';
  }
  if (hasOwnHandler(hierarchy)) {
    return 'own';
  }
  const mentions = (text: string) => hierarchy.classes.some(({ pool }) => pool.mentions(text));
  if (mentions('enableStompBrokerRelay')) {
    return mentions('enableSimpleBroker') ? 'unknown' : 'relay';
  }
  if (enables(hierarchy)) {
    return 'in-memory';
  }
  return libraries.length > 0 && !has('spring-messaging') ? 'no-stomp' : 'unknown';
}

function enables(hierarchy: Hierarchy): boolean {
  return hierarchy.classes.some(
    ({ annotations, name }) =>
      all(annotations, hierarchy).some(({ type }) => ENABLES.test(type)) ||
      [...hierarchy.above(name)].some((type) => CONFIGURES.test(type)),
  );
}

/** A class that extends Spring's, or a method that makes one. */
function hasOwnHandler(hierarchy: Hierarchy): boolean {
  return hierarchy.classes
    .filter(({ pool }) => pool.mentions('BrokerMessageHandler') || pool.mentions('BrokerRelayMessageHandler'))
    .some(({ name, methods }) => [...hierarchy.above(name)].some((type) => HANDLER.test(type)) || methods.some(makesHandler));
}

function makesHandler({ annotations, descriptor }: { annotations: readonly { type: string }[]; descriptor: string }): boolean {
  const returned = descriptor.split(')')[1].replace(/^L|;$/g, '');
  return HANDLER.test(returned) && annotations.some(({ type }) => type.endsWith('/annotation/Bean'));
}
