import { isIPv6 } from 'net';
import { Token } from 'aws-cdk-lib';
import { checkAddress, checkPort } from '../spring/checks';
import { refusal } from '../spring/refusal';

/** An address and a port in one text. */
export function addressOf(address: string, port: number): string {
  checkAddress(address);
  checkPort('port', port);
  return `${isIPv6(address) ? `[${address}]` : address}:${port}`;
}

/** Refuses a channel that would be a pattern, or several words. */
export function checkChannel(channel: string | undefined): void {
  if (channel !== undefined && !Token.isUnresolved(channel) && !/^[A-Za-z0-9._-]+$/.test(channel)) {
    throw refusal(`channel is '${channel}': write letters, digits, dots, - and _ only, such as 'chat.production'`);
  }
}

/** Refuses destinations that could not reach the companion as they are. */
export function checkLocalDestinations(destinations: readonly string[] = []): void {
  const wrong = destinations.find((destination) => !/^[A-Za-z0-9._~/*?{}:@+=-]+$/.test(destination));
  if (wrong !== undefined) {
    throw refusal(
      `localDestinations has '${wrong}': write destinations or patterns with *, ** and ? of plain characters, such as '/topic/rooms/**'`,
    );
  }
}

/** Refuses a name that would be several words. */
export function checkUsername(username: string | undefined): void {
  if (username !== undefined && !Token.isUnresolved(username) && !/^[A-Za-z0-9._@/+-]+$/.test(username)) {
    throw refusal(`username is '${username}': write letters, digits and . _ - @ / + only`);
  }
}
