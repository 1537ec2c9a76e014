import { createHash } from 'crypto';
import { type IResolveContext, Lazy, Names, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { asciiJson } from './ascii-json';
import type { ParameterSettings } from './deployment';
import { joined, length, linesOf } from './joined';
import type { Settings } from './settings';

/** A standard parameter takes 4 KB. */
const PARAMETER_LENGTH = 4096;

/** Settings in parameters of Parameter Store. */
export interface StoredSettings {
  readonly facts: ParameterSettings;
  readonly parameters: readonly CfnParameter[];
}

/**
 * Stores settings in as many parameters as they need, which one role may read.
 *
 * A parameter changes in place. So user data has the settings' digest: other settings replace the hosts, and a host that reads
 * before Parameter Store has them reads again.
 */
export function settingsInParameters(scope: Construct, settings: Settings, reader: IGrantable): StoredSettings {
  const stack = Stack.of(scope);
  const digest = Lazy.uncachedString({ produce: (context) => digestOf(context.resolve(stack.toJsonString(settings))) });
  const text = asciiJson(scope, () => ({ digest, ...settings }));
  const path = `/cdk-spring-websocket/${stack.stackName}/${Names.uniqueId(scope)}`;
  // While CDK looks for references to other stacks, texts are not whole.
  const piece = (context: IResolveContext, index: number): string => {
    const resolved: unknown = context.resolve(text);
    return (context.preparing ? resolved : joined(pieces(resolved)[index]!)) as string;
  };
  const parameters = pieces(stack.resolve(text)).map(
    (_, index) =>
      new CfnParameter(scope, `Settings${index + 1}`, {
        name: `${path}/${index + 1}`,
        type: 'String',
        value: Lazy.uncachedString({ produce: (context) => piece(context, index) }),
      }),
  );
  const names = parameters.map(({ name }) => name!);
  const resources = names.map((name) => stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) }));
  reader.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: ['ssm:GetParameters'], resources }));
  return { facts: { names, digest }, parameters };
}

function digestOf(resolved: unknown): string {
  return createHash('sha256').update(JSON.stringify(resolved)).digest('hex').slice(0, 16);
}

/** Cuts a text between lines, and within those that are too long. */
function pieces(resolved: unknown): unknown[][] {
  const lines = linesOf(resolved).flatMap((line) =>
    typeof line === 'string'
      ? plain(line)
          .match(/[^]{1,1000}/g)!
          .map(visible)
      : [line],
  );
  return lines.reduce<unknown[][]>(
    (made, line) => {
      const last = made[made.length - 1]!;
      if (length(joined([...last, line])) > PARAMETER_LENGTH) return [...made, [line]];
      last.push(line);
      return made;
    },
    [[]],
  );
}

/** Parameter Store refuses `{{`, which it takes for another parameter's name; CloudFormation has filled in its own by then. */
function plain(line: string): string {
  return line.replace(/\{(?=\{(?!resolve:))/g, '\\u007b');
}

/** A blank at the beginning or end of a parameter may not arrive; JSON has blanks in its texts alone. */
function visible(line: string): string {
  return line.replace(/^ | $/g, '\\u0020');
}
