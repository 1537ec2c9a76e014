import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { Consumer, DIST, PEERS, stacks } from './consumer';

/** The packed file that npm installs. */
export function packedFile(): string {
  return join(DIST, 'js', readdirSync(join(DIST, 'js')).find((name) => name.endsWith('.tgz'))!);
}

/** The oldest version that a peer range allows. */
export const oldest = (peer: string) => PEERS[peer].replace('^', '');

/** An app in JavaScript, as tsc makes it from the stacks in TypeScript. */
export function nodeConsumer(module = ts.ModuleKind.CommonJS): Consumer {
  const consumer = new Consumer();
  const [chat, team, fleet] = stacks('ts').map((code) => {
    const compilerOptions = { module, target: ts.ScriptTarget.ES2022 };
    return ts.transpileModule(code, { compilerOptions }).outputText;
  });
  consumer.write('ChatStack.js', chat);
  consumer.write('TeamStack.js', team);
  consumer.write('FleetStack.js', fleet);
  consumer.write('main.js');
  return consumer;
}

/** Installs the package with npm beside an aws-cdk-lib. */
export function npmInstall(consumer: Consumer, cdk: string, constructs: string): void {
  consumer.write('package.json', '{"private":true}');
  consumer.run('npm', 'install', '--no-audit', '--no-fund', packedFile(), `aws-cdk-lib@${cdk}`, `constructs@${constructs}`);
}
