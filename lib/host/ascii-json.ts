import { type IResolvable, type IResolveContext, Lazy, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { joined, partsOf } from './joined';

/**
 * A value as JSON, in ASCII alone: cloud-init reads the parts of user data as mail and loses a document that has anything else.
 * Resolved in the context of who asks, because CDK looks there for references to other stacks.
 */
export function asciiJson(scope: Construct, value: () => unknown): IResolvable {
  const produce = (context: IResolveContext): unknown =>
    joined(
      partsOf(context.resolve(Stack.of(scope).toJsonString(value()))).map((part) => (typeof part === 'string' ? escaped(part) : part)),
    );
  return Lazy.uncachedAny({ produce });
}

function escaped(text: string): string {
  return text.replace(/[^\t\n\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
