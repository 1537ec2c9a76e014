import childProcess from 'child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { Stack } from 'aws-cdk-lib';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import { SpringApp, type SpringAppBuildOptions, WebSocketHost, WebSocketIngress } from '../../lib';
import { folderWith } from '../boot-jar';
import { app, routes, synthesizedStacks } from '../ingress/synthesized';
import { userData } from '../ingress/user-data';

const jar = join(folderWith({ 'chat.jar': {} }), 'chat.jar');
const newer = join(folderWith({ 'chat.jar': { classVersion: 65 } }), 'chat.jar');
const folders: string[] = [];
const spawn = childProcess.spawnSync;
/** Jest's process.env is a copy, which programs do not get. */
const withPath = (path: string) =>
  jest
    .spyOn(childProcess, 'spawnSync')
    .mockImplementation(((program: string, args: string[], options: object) =>
      spawn(program, args, { ...options, env: { PATH: path } })) as never);
afterEach(() => {
  jest.restoreAllMocks();
  folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

/** A project with these files. Scripts note what they are called with, in `calls`, and do what is written. */
function project(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    const script = /(?:mvn|gradle)w?$/.test(name);
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), script ? `#!/bin/sh\necho "$0 $*" >> ${folder}/calls\n${text}\n` : text);
    if (script && name.startsWith('bin/')) chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

const calls = (folder: string) =>
  existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').replaceAll(folder, '.').trim().split('\n') : [];
const copy = (to: string, from = jar) => `mkdir -p ${dirname(to)} && cp ${from} ${to}`;

const stackOf = (springApp: SpringApp, bundling = ['**'], root = app({ [BUNDLING_STACKS]: bundling }), id = 'Chat') => {
  const stack = new Stack(root, id);
  new WebSocketIngress(stack, 'Ingress', { host: new WebSocketHost(stack, 'Host', { app: springApp, routes }) });
  return stack;
};
const maven = (folder: string, options?: SpringAppBuildOptions) => stackOf(SpringApp.fromMaven(folder, options));
const gradle = (folder: string, options?: SpringAppBuildOptions) => stackOf(SpringApp.fromGradle(folder, options));
const jarOf = (stack: Stack) => userData(synthesizedStacks(stack).Chat!.template).deployment.app.jar.key as string;

test("Maven's wrapper is preferred, whatever its mode, and the jar is uploaded as fromJar does", () => {
  const folder = project({ 'pom.xml': '', mvnw: copy('target/chat.jar'), 'bin/mvn': 'exit 1' });
  withPath(`${folder}/bin:${process.env.PATH}`);
  const key = jarOf(maven(folder));
  expect(calls(folder)).toEqual(['./mvnw --batch-mode -DskipTests package']);
  expect(key).toBe(jarOf(stackOf(SpringApp.fromJar(jar))));
});

test('without a wrapper the program on the PATH builds', () => {
  const folder = project({ 'pom.xml': '', 'bin/mvn': copy('target/chat.jar', newer) });
  withPath(`${folder}/bin:${process.env.PATH}`);
  expect(userData(synthesizedStacks(maven(folder)).Chat!.template).packages).toContain('java-21-amazon-corretto-headless');
  expect(calls(folder)).toEqual(['./bin/mvn --batch-mode -DskipTests package']);
});

test('one module of several is built with what it needs, with arguments of your own', () => {
  const folder = project({ 'pom.xml': '', 'apps/chat/pom.xml': '', mvnw: copy('apps/chat/target/chat.jar') });
  jarOf(maven(folder, { module: 'apps/chat', buildArguments: ['-Pproduction'], startTimeout: undefined }));
  expect(calls(folder)).toEqual(['./mvnw --batch-mode -DskipTests --projects apps/chat --also-make package -Pproduction']);
});

test('Gradle builds the executable jar, of one project where there are several', () => {
  const single = project({ 'build.gradle.kts': '', gradlew: copy('build/libs/chat.jar') });
  jarOf(gradle(single));
  expect(calls(single)).toEqual(['./gradlew --console=plain bootJar']);
  const several = project({ 'settings.gradle': '', 'apps/chat/build.gradle': '', gradlew: copy('apps/chat/build/libs/chat.jar') });
  jarOf(gradle(several, { module: 'apps/chat' }));
  expect(calls(several)).toEqual(['./gradlew --console=plain :apps:chat:bootJar']);
});

test('hosts of several stacks share one build', () => {
  const folder = project({ 'pom.xml': '', mvnw: copy('target/chat.jar') });
  const first = maven(folder);
  stackOf(SpringApp.fromMaven(folder), [], first.node.root as ReturnType<typeof app>, 'Second');
  stackOf(SpringApp.fromMaven(folder));
  expect(calls(folder)).toHaveLength(1);
});

test('a command that needs no assets builds nothing', () => {
  const folder = project({ 'pom.xml': '', mvnw: copy('target/chat.jar') });
  expect(jarOf(stackOf(SpringApp.fromMaven(folder), []))).toMatch(/^[0-9a-f]{64}\.jar$/);
  stackOf(SpringApp.fromMaven(folder), ['Other']);
  expect(calls(folder)).toEqual([]);
});

describe('fails', () => {
  test("with the tool's own words", () => {
    const folder = project({ 'pom.xml': '', mvnw: 'echo compiling; echo "[ERROR] Chat.java:[3,8] ; expected" >&2; exit 3' });
    expect(() => maven(folder)).toThrow(
      `'mvn --batch-mode -DskipTests package' in ${folder} failed with exit code 3:\ncompiling\n\n[ERROR] Chat.java:[3,8] ; expected`,
    );
    expect(() => maven(folder)).toThrow('exit code 3');
    expect(calls(folder)).toHaveLength(2);
  });

  test('with the last of many words', () => {
    const folder = project({ 'build.gradle': '', gradlew: 'seq 1 100000; exit 1' });
    const message = (() => {
      try {
        return String(gradle(folder));
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(message).toMatch(/failed with exit code 1:\n99961\n/);
    expect(message.split('\n100000')).toHaveLength(2);
  });

  test('without the tool', () => {
    const folder = project({ 'pom.xml': '' });
    withPath(join(folder, 'bin'));
    expect(() => maven(folder)).toThrow(
      `directory is '${folder}', which has no mvnw, and there is no mvn on the PATH: ` +
        'install Maven, or add the wrapper to the project (mvn wrapper:wrapper)',
    );
  });

  test('in a folder of another tool', () => {
    const folder = project({ 'pom.xml': '' });
    expect(() => gradle(folder)).toThrow(
      `directory is '${folder}', where there is no settings.gradle: name the folder of the Gradle project`,
    );
  });

  test.each(['../x', '/x', './chat', 'no-such', 'a\\b'])('with the module %s', (module) => {
    const folder = project({ 'pom.xml': '' });
    expect(() => maven(folder, { module })).toThrow(`module is '${module}', which is no folder in ${folder}: write it as in 'apps/chat'`);
  });

  test('with an old jar beside the new one', () => {
    const folder = project({ 'pom.xml': '', mvnw: copy('target/chat-2.jar') });
    mkdirSync(join(folder, 'target'));
    copyFileSync(jar, join(folder, 'target/chat-1.jar'));
    expect(() => maven(folder)).toThrow(
      new RegExp(
        `^Maven has built ${folder}, but jar is '.*/target', where several executable jars are: chat-1.jar, chat-2.jar; .*mvn clean`,
      ),
    );
  });
});
