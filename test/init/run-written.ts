import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import * as ts from 'typescript';
import { contextStack } from '../../lib/app/context-stack';
import * as library from '../../lib/index';

/** Runs app.ts of a folder as `cdk synth` does, without credentials; its stack. */
export function runApp(folder: string): cdk.Stack {
  const apps: cdk.App[] = [];
  class App extends cdk.App {
    constructor() {
      super();
      apps.push(this);
    }
  }
  const modules: Record<string, unknown> = { 'aws-cdk-lib': { ...cdk, App }, 'cdk-spring-websocket': library };
  const { outputText } = ts.transpileModule(readFileSync(join(folder, 'app.ts'), 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  inFolder(folder, () => {
    const run = new Function('require', 'exports', 'process', outputText) as (...given: unknown[]) => void;
    run((name: string) => modules[name] ?? require(name), {}, { env: {} });
  });
  return apps[0].node.children.find((child) => child instanceof cdk.Stack)!;
}

/** Runs the app without code on the settings of a folder's cdk.json. */
export function runSettings(folder: string): Promise<cdk.Stack> {
  const { context } = JSON.parse(readFileSync(join(folder, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };
  return inFolder(folder, () => contextStack(new cdk.App({ context }), () => undefined));
}

function inFolder<T>(folder: string, run: () => T): T {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return run();
  } finally {
    process.chdir(before);
  }
}
