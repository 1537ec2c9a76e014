import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import * as ts from 'typescript';
import { main } from '../../lib/cli/main';
import { compiled } from './compiled';
import { layOut } from './laid-out';
import { PROJECTS } from './projects';
import { runApp, runSettings } from './run-written';
import { STRUCTURES } from './structures';

const classes = compiled(STRUCTURES);
const projects = PROJECTS.map((project) => ({ ...project, folder: layOut(project, classes) }));

/** Runs `init` and returns what it printed and its exit code. */
async function init(...argv: string[]) {
  const printed = { out: '', error: '' };
  const code = await main(['init', ...argv], { write: (text) => (printed.out += text) }, { write: (text) => (printed.error += text) });
  return { code, ...printed };
}

const written: string[] = [];

describe.each(projects.map((project) => [project.title, project] as const))('%s', (_, project) => {
  const { folder } = project;
  const infrastructure = join(folder, 'infrastructure');

  test('is found and written, and what was written synthesizes without credentials', async () => {
    const { code, out, error } = await init(folder, '--domain', 'api.example.com', ...(project.argv ?? []));
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const told = out.split('\n').filter((line) => line.startsWith('? '));
    expect(told).toEqual((project.doubts ?? []).map((doubt) => expect.stringMatching(doubt) as string));
    expect(out.split('\n')[0]).toBe(project.found);
    const app = readFileSync(join(infrastructure, 'app.ts'), 'utf8');
    project.code.forEach((line) => expect(app).toContain(line));
    expect(app.match(/\bRoute\.\w+\(/g)).toHaveLength(project.code.length - 1);
    (project.doubts ?? []).forEach((doubt) => expect(app).toMatch(doubt));
    written.push(join(infrastructure, 'app.ts'));
    const isBuilt = Object.keys(project.files).some((name) => /\.[jw]ar$/.test(name));
    if (isBuilt) {
      const template = Template.fromStack(runApp(infrastructure));
      expect(Object.values(template.findResources('AWS::Route53::RecordSet'))[0]?.Properties).toMatchObject({ Name: 'api.example.com.' });
    } else {
      expect(() => runApp(infrastructure)).toThrow(/^jar is '.*', where/);
    }
  });

  test('is written as settings, which the app without code reads', async () => {
    const { code } = await init(folder, '--yes', '--no-code', '--folder', join(folder, 'settings'), ...(project.argv ?? []));
    expect(code).toBe(0);
    expect(existsSync(join(folder, 'settings', 'app.ts'))).toBe(false);
    const stack = runSettings(join(folder, 'settings'));
    if (Object.keys(project.files).some((name) => /\.[jw]ar$/.test(name))) {
      expect(Object.keys(Template.fromStack(await stack).findOutputs('Url'))).toEqual(['Url']);
    } else {
      await expect(stack).rejects.toThrow(/^jar is '.*', where/);
    }
  });
});

test('what was written compiles', () => {
  const root = join(__dirname, '..', '..');
  const modules = join(root, 'node_modules');
  const program = ts.createProgram(written, {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    module: ts.ModuleKind.Node16,
    target: ts.ScriptTarget.ES2022,
    types: ['node'],
    typeRoots: [join(modules, '@types')],
    paths: { 'cdk-spring-websocket': [join(root, 'build', 'lib', 'index.d.ts')], '*': [join(modules, '*')] },
  });
  expect(written).toHaveLength(PROJECTS.length);
  expect(ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
}, 300_000);

describe('what exists', () => {
  const folder = layOut(PROJECTS[0], classes);
  const file = join(folder, 'infrastructure', 'app.ts');

  test('is left alone where it is the same', async () => {
    await init(folder, '--domain', 'api.example.com');
    const { code, out } = await init(folder, '--domain', 'api.example.com');
    expect(code).toBe(0);
    expect(out).not.toContain('@@');
  });

  test('fails with the difference, and nothing is written', async () => {
    const before = readFileSync(file, 'utf8');
    const { code, out, error } = await init(folder, '--domain', 'chat.example.com');
    expect(code).toBe(2);
    expect(out).toContain(
      "-  domain: ServiceDomain.inZone(zone, 'api.example.com'),\n+  domain: ServiceDomain.inZone(zone, 'chat.example.com'),\n",
    );
    expect(error).toContain('nothing was written: give --force to overwrite them, or --folder for another place');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('is overwritten with --force', async () => {
    expect((await init(folder, '--domain', 'chat.example.com', '--force')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain("'chat.example.com'");
  });
});

describe('refusals', () => {
  const one = layOut(PROJECTS[0], classes);
  const two = layOut(PROJECTS.find(({ argv }) => argv !== undefined)!, classes);
  const empty = mkdtempSync(join(tmpdir(), 'empty-'));
  writeFileSync(join(empty, 'pom.xml'), '<project/>');
  afterAll(() => rmSync(empty, { recursive: true }));

  test.each<[string, string[], string]>([
    ['no application', [empty, '--yes'], 'has no Spring Boot application in a Maven or Gradle build'],
    ['no domain', [one], '--domain is missing: give the name clients use, such as --domain api.example.com, or --yes to go without'],
    ['a domain that is none', [one, '--domain', 'https://x'], 'the domain is https://x: give a name alone, such as api.example.com'],
    [
      'a zone elsewhere',
      [one, '--domain', 'a.example.com', '--zone', 'example.org'],
      '--zone is example.org, which does not contain the domain a.example.com',
    ],
    ['a zone without a domain', [one, '--yes', '--zone', 'example.org'], '--zone needs a domain: give it as --domain api.example.org'],
    ['a zone id that is none', [one, '--domain', 'a.example.com', '--zone-id', "Z1'"], "--zone-id is Z1': give the id that Route 53 shows"],
    ['another language', [one, '--yes', '--language', 'kotlin'], '--language is kotlin: apps are written in typescript, java, python'],
    [
      'a language without code',
      [one, '--yes', '--no-code', '--language', 'java'],
      '--no-code writes no app, so --language java has no meaning',
    ],
    ['no module', [two, '--yes'], 'the build has 2 applications: give one with --module, admin or chat'],
    [
      'a module that is none',
      [two, '--yes', '--module', 'web'],
      "module is 'web', which is none of this build's applications: give one of admin, chat",
    ],
  ])('fails with %s', async (_, argv, message) => {
    const { code, error } = await init(...argv);
    expect(code).toBe(2);
    expect(error).toContain(message);
    expect(existsSync(join(argv[0], 'infrastructure'))).toBe(false);
  });
});
