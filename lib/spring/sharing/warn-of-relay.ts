import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { inspectRelay } from './relay';
import { type RelayFacts, relayNotRead, relaySentences } from './relay-sentences';
import type { Sentence } from './sentences';

/** Says what an application that relays to a broker lacks. */
export function warnOfRelay(scope: Construct, jar: string, facts: RelayFacts): void {
  for (const { id, text } of found(jar, facts)) {
    Annotations.of(scope).addWarningV2(`cdk-spring-websocket:${id}`, text);
  }
}

/** For a jar that is not on this machine. */
export function warnOfUnreadRelay(scope: Construct, why: string): void {
  Annotations.of(scope).addWarningV2('cdk-spring-websocket:relayUnread', relayNotRead(why));
}

/** Code that no compiler wrote may be more than a look into it is prepared for; that fails no synthesis. */
function found(jar: string, facts: RelayFacts): Sentence[] {
  try {
    return relaySentences(inspectRelay(jar), facts);
  } catch (error) {
    return [{ id: 'relayUnread', text: relayNotRead(`the classes of the jar cannot be read (${String(error)})`) }];
  }
}
