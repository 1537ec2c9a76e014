import type { PackageSource } from './package-source';
import { literalPrefix } from './endpoint';
import { notesOf, routeWords, writtenApp, type Plan } from './written-app';
import { javaFiles } from './written-java';
import { pythonFiles } from './written-python';

/** The languages of an app. */
export const LANGUAGES = ['typescript', 'java', 'python'] as const;
export type Language = (typeof LANGUAGES)[number];

/** How the folder is written. */
export interface Style {
  /** The language of the app; none writes its settings into a cdk.json instead. */
  readonly language?: Language;
  /** The folder, from which package.json names a packed file. */
  readonly folder: string;
}

/** What runs TypeScript on every Node.js that is supported, and its types. */
const TYPESCRIPT = { '@types/node': '^20.19.0', tsx: '^4.23.0' };

/** What is typed once before the app runs. */
export const PREPARATION: Readonly<Record<Language, string>> = {
  typescript: 'npm install',
  java: 'npm install',
  python: 'npm install && python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt',
};

/** The files of a CDK app for a Spring Boot application, by name. */
export function writtenFiles(plan: Plan, source: PackageSource, { language, folder }: Style): Record<string, string> {
  const { version, peerDependencies, devDependencies } = source.package;
  const own = { 'cdk-spring-websocket': source.specifierFrom(folder) };
  // version 2: what npm calls latest cannot read what aws-cdk-lib writes
  const cli = { 'aws-cdk': `^${devDependencies['aws-cdk']}` };
  const manifest = (dependencies: object, forDevelopment: object) =>
    json({ private: true, dependencies, devDependencies: { ...forDevelopment, ...cli } });
  switch (language) {
    case 'java':
      return {
        ...javaFiles(plan, version),
        'cdk.json': json({ app: 'mvn -q -e compile exec:java', context: CONTEXT }),
        'package.json': manifest(own, {}),
        '.gitignore': 'node_modules\ncdk.out\ntarget\n',
      };
    case 'python':
      return {
        ...pythonFiles(plan, version),
        'cdk.json': json({ app: 'python3 app.py', context: CONTEXT }),
        'package.json': manifest(own, {}),
        '.gitignore': 'node_modules\ncdk.out\n.venv\n__pycache__\n',
      };
    case 'typescript':
      return { ...typescriptFiles(plan), 'package.json': manifest({ ...peerDependencies, ...own }, TYPESCRIPT), '.gitignore': IGNORED };
    default:
      return { 'cdk.json': json(settingsOf(plan)), 'package.json': manifest({ ...peerDependencies, ...own }, {}), '.gitignore': IGNORED };
  }
}

const IGNORED = 'node_modules\ncdk.out\n';

function typescriptFiles(plan: Plan): Record<string, string> {
  const compilerOptions = { target: 'es2022', module: 'node16', strict: true, noEmit: true, skipLibCheck: true };
  return {
    'app.ts': writtenApp(plan),
    'cdk.json': json({ app: 'npx tsx app.ts', context: CONTEXT }),
    'tsconfig.json': json({ compilerOptions, files: ['app.ts'] }),
  };
}

/** Secrets in plain text stay refused, as `cdk init` writes it. */
const CONTEXT = { '@aws-cdk/core:checkSecretUsage': true };

function settingsOf({ project, stack, archive, domain }: Plan): object {
  const { words, left } = routeWords(project.endpoints);
  const notes = [
    ...notesOf(project),
    ...left.map(
      (endpoint) => `Not written: ${endpoint.path} needs a handshakePath below ${literalPrefix(endpoint)}, which only code can give.`,
    ),
  ];
  return {
    '//': notes,
    app: 'node node_modules/cdk-spring-websocket/build/bin/app.js',
    context: {
      ...CONTEXT,
      stack,
      jar: archive,
      route: words,
      ...(domain && { domain: domain.name, zone: domain.zone, zoneId: domain.zoneId }),
    },
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
