import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { refusal } from '../spring/refusal';
import { commandProblem, holdsSecret, literalSecrets, nginxProblem, resolvesToSecret, secretsWithin } from '../spring/secret-text';
import type { SpringAppOptions } from '../spring/spring-app-options';
import type { NginxExtension } from './nginx-extension';

/** Keeps secrets out of what the template shows: some can be told at once, others when everything is known. */
export class OpenSecrets {
  constructor(
    private readonly host: Construct,
    private readonly options: SpringAppOptions,
    private readonly commands: readonly string[],
    nginx: NginxExtension = {},
  ) {
    const text = Object.entries(nginx).find(([, each]: [string, string | undefined]) => each !== undefined && holdsSecret(each));
    if (text) {
      throw refusal(nginxProblem(text[0]), host);
    }
    const literal = literalSecrets(options);
    if (literal.length > 0) {
      Annotations.of(host).addWarningV2(
        'cdk-spring-websocket:literalSecret',
        'the template and the metadata of the host show the values of what looks like secrets; ' +
          `write instead, in brackets: ${literal.join(', ')}`,
      );
    }
  }

  /** Refuses commands with a secret that can be seen at once. */
  public check(commands: readonly string[]): void {
    const problem = commandProblem(commands, holdsSecret);
    if (problem !== undefined) {
      throw refusal(problem, this.host);
    }
  }

  /** What is wrong once everything is known. */
  public validate(): string[] {
    const problem = commandProblem(this.commands, (text) => resolvesToSecret(this.host, text));
    return [...secretsWithin(this.host, this.options), ...(problem === undefined ? [] : [problem])];
  }
}
