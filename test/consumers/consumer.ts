import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootJarBytes } from '../boot-jar-bytes';

export const ROOT = join(__dirname, '..', '..');
/** Where `npm run packages` leaves them. */
export const DIST = join(ROOT, 'dist');
/** What setup.ts synthesized with TypeScript and the oldest aws-cdk-lib. */
const REFERENCE = join(DIST, 'reference.json');

export const { version: VERSION, peerDependencies: PEERS } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
  peerDependencies: Record<string, string>;
};

/** The stacks of docs/languages.md, in the page's order. */
const STACKS = ['Chat', 'Team', 'Fleet'] as const;

type Templates = Record<string, { Resources: object }>;

/** A project that has installed a package, in a folder of its own, with the jars that the stacks of docs/languages.md name. */
export class Consumer {
  public readonly folder = mkdtempSync(join(tmpdir(), 'consumer-'));

  constructor() {
    for (const jars of ['target', join('build', 'libs')]) {
      mkdirSync(join(this.folder, jars), { recursive: true });
      writeFileSync(join(this.folder, jars, 'chat.jar'), bootJarBytes());
    }
  }

  /** Writes a file, given as text or taken from `apps`. */
  public write(name: string, text?: string): void {
    if (text === undefined) copyFileSync(join(__dirname, 'apps', name), join(this.folder, name));
    else writeFileSync(join(this.folder, name), text);
  }

  /** Runs a program in the folder without credentials; fails with what it printed. */
  public run(program: string, ...words: string[]): string {
    const kept = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_DEFAULT|npm_|JEST)/.test(name));
    const env = { ...Object.fromEntries(kept), CDK_VALIDATION: 'false', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: 'true' };
    const { status, stdout, stderr, error } = spawnSync(program, words, { cwd: this.folder, env, encoding: 'utf8', maxBuffer: 2 ** 26 });
    if (status !== 0) {
      throw new Error(`${[program, ...words].join(' ')} ended with ${status ?? error?.message}:\n${stdout}${stderr}`);
    }
    return `${stdout}${stderr}`;
  }

  /** What was synthesized. */
  public templates(): Templates {
    const read = (stack: string) =>
      JSON.parse(readFileSync(join(this.folder, 'cdk.out', `${stack}.template.json`), 'utf8')) as Templates[''];
    return Object.fromEntries(STACKS.map((stack) => [stack, read(stack)]));
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The stacks of docs/languages.md in a language, in the page's order. */
export function stacks(language: 'ts' | 'java' | 'python' | 'go'): [chat: string, team: string, fleet: string] {
  const page = readFileSync(join(ROOT, 'docs', 'languages.md'), 'utf8');
  const blocks = [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code);
  const [chat, team, fleet] = STACKS.map((stack) => blocks.find((code) => code.includes(`${stack}Stack`))!);
  return [chat, team, fleet];
}

export function keepReference(templates: Templates): void {
  writeFileSync(REFERENCE, JSON.stringify(templates));
}

export function reference(): Templates {
  return JSON.parse(readFileSync(REFERENCE, 'utf8')) as Templates;
}
