import { createInterface } from 'node:readline/promises';
import { basename, join, relative, resolve } from 'node:path';
import { chooseModule, modulesIn, type Module } from '../init/modules';
import { differences, writeFiles } from '../init/overwriting';
import { packageSource } from '../init/package-source';
import { readProject, type SpringProject } from '../init/spring-project';
import { found, type Domain, type Plan } from '../init/written-app';
import { LANGUAGES, PREPARATION, writtenFiles, type Language } from '../init/written-files';
import type { Command, CommandContext } from './command';
import { domainOf, stackName } from './init-values';
import type { Given, OptionHelp } from './options';
import { BLANK, item, paragraph, verbatim } from './page';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

const OPTIONS: Readonly<Record<string, OptionHelp>> = {
  domain: { type: 'string', value: '<name>', help: 'the name clients use, such as api.example.com; asked for on a terminal' },
  zone: { type: 'string', value: '<name>', help: 'its Route 53 zone (default: the domain without its first label)' },
  'zone-id': { type: 'string', value: '<id>', help: "the zone's id, which spares the look-up" },
  module: { type: 'string', value: '<module>', help: 'the application of a build that has several' },
  folder: { type: 'path', value: '<folder>', help: "where to write (default: infrastructure in the project's folder)" },
  'no-code': { type: 'boolean', help: 'write the settings into cdk.json instead of an app' },
  language: { type: 'string', value: '<language>', help: 'the language of the app: typescript (default), java or python' },
  yes: { type: 'boolean', help: 'ask nothing: without --domain the service speaks HTTP only' },
  force: { type: 'boolean', help: 'overwrite files that exist and differ' },
};

/** `init`: writes a CDK app beside a Spring Boot project. */
export const init: Command = {
  name: 'init',
  summary: 'write a CDK app for the Spring Boot project (Maven or Gradle) in this folder',
  operand: { name: 'project', help: "the project's folder (default: this one)" },
  options: OPTIONS,
  run,
};

async function run(given: Given, { output }: CommandContext): Promise<number> {
  const text = (name: string) => given[name] as string | undefined;
  const language = languageOf(text('language'), given['no-code'] === true);
  const ask = given.yes !== true && process.stdin.isTTY ? askOn(output) : undefined;
  const root = resolve(text('project') ?? '.');
  const folder = text('folder') ?? join(root, 'infrastructure');
  const { applications, folders } = modulesIn(root);
  const module = await moduleOf(root, applications, text('module'), ask);
  const project = seenFrom(folder, readProject(module, root, folders, applications));
  output.print([
    paragraph(found(project)),
    ...project.endpoints.map(({ kind, path }) => item(kind, 8, path, 2)),
    ...project.doubts.map((doubt) => item({ text: '?', tone: 'doubt' }, 2, doubt)),
  ]);
  const plan: Plan = {
    project,
    stack: stackName(basename(module.folder)),
    archive: project.archive,
    domain: await domain(text, given, ask),
  };
  const source = packageSource(__dirname);
  const files = writtenFiles(plan, source, { language, folder });
  const shown = relative(process.cwd(), folder) || '.';
  await mayOverwrite(differences(folder, files), shown, given, output, ask);
  writeFiles(folder, files);
  output.print([
    BLANK,
    paragraph(`wrote ${Object.keys(files).join(', ')} in ${shown}; ${source.told}`),
    paragraph('next:'),
    ...verbatim(
      `cd ${shown} && ${PREPARATION[language ?? 'typescript']}\nnpx cdk synth --quiet && npx cdk-spring-websocket rehearse\nnpx cdk deploy`,
      2,
    ),
  ]);
  return 0;
}

/** The language of the app that is written; none for settings alone. */
function languageOf(word: string | undefined, noCode: boolean): Language | undefined {
  const language = LANGUAGES.find((name) => name === (word ?? 'typescript'));
  if (language === undefined) {
    throw new UsageError(`--language is ${word}: apps are written in ${LANGUAGES.join(', ')}; docs/languages.md shows one in Go`);
  }
  if (noCode && word !== undefined) {
    throw new UsageError(`--no-code writes no app, so --language ${word} has no meaning: leave one of them out`);
  }
  return noCode ? undefined : language;
}

/** A question on the terminal; the answer without blanks around it. */
type Ask = (question: string) => Promise<string>;

function askOn(output: Terminal): Ask {
  return async (question) => {
    output.idle();
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const ended = new Promise<string>((resolveEnd) => terminal.once('close', () => resolveEnd('')));
    const answer = await Promise.race([terminal.question(`${question} `), ended]);
    terminal.close();
    return answer.trim();
  };
}

async function moduleOf(root: string, applications: readonly Module[], wanted: string | undefined, ask?: Ask): Promise<Module> {
  const chosen = chooseModule(root, applications, wanted);
  if (!Array.isArray(chosen)) {
    return chosen;
  }
  if (!ask) {
    throw new UsageError(`the build has ${chosen.length} applications: give one with --module, ${chosen.join(' or ')}`);
  }
  return moduleOf(root, applications, await ask(`Which module (${chosen.join(', ')})?`));
}

async function domain(text: (name: string) => string | undefined, given: Given, ask?: Ask): Promise<Domain | undefined> {
  if (text('domain') === undefined && !ask && given.yes !== true) {
    throw new UsageError('--domain is missing: give the name clients use, such as --domain api.example.com, or --yes to go without');
  }
  const name = text('domain') ?? (await ask?.('Domain, such as api.example.com (empty: HTTP only):')) ?? '';
  return domainOf(name, text('zone'), text('zone-id'));
}

/** Paths as the written files and the terminal show them: from the folder that is written. */
function seenFrom(folder: string, project: SpringProject): SpringProject {
  const short = (path: string) => relative(folder, path);
  const doubts = project.doubts.map((doubt) => doubt.replaceAll(join(folder, '..'), '..'));
  return { ...project, archive: short(project.archive), read: short(project.read), doubts };
}

async function mayOverwrite(diffs: readonly string[], folder: string, given: Given, output: Terminal, ask?: Ask): Promise<void> {
  if (diffs.length === 0) {
    return;
  }
  output.print(diffs.flatMap((diff) => verbatim(diff.trimEnd())));
  const agreed = given.force === true || /^y(es)?$/i.test((await ask?.(`Overwrite what differs in ${folder} (y/N)?`)) ?? '');
  if (!agreed) {
    throw new Error(
      `${folder} has files that differ as shown above, and nothing was written: ` +
        'give --force to overwrite them, or --folder for another place',
    );
  }
}
