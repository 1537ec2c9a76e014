import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { join, resolve } from 'path';
import { stripVTControlCharacters } from 'util';
import { findJar, type BootJar } from './jar';
import { refusal } from './refusal';

/** A project to build. */
export interface Project {
  readonly directory: string;
  readonly module?: string;
  readonly buildArguments: readonly string[];
}

/** A tool that builds Spring Boot's executable jar. */
export interface BuildTool {
  readonly name: string;
  /** Its program, and the wrapper script that a project may have instead. */
  readonly program: string;
  readonly wrapper: string;
  /** How a project gets the wrapper. */
  readonly toWrap: string;
  /** Files of which a project has one. */
  readonly files: readonly string[];
  /** The arguments that build the jar, of one module where there are several. */
  readonly build: (module: string | undefined) => string[];
  /** Where the jar is then. */
  readonly output: string;
}

export const MAVEN: BuildTool = {
  name: 'Maven',
  program: 'mvn',
  wrapper: 'mvnw',
  toWrap: 'mvn wrapper:wrapper',
  files: ['pom.xml'],
  build: (module) => ['--batch-mode', '-DskipTests', ...(module === undefined ? [] : ['--projects', module, '--also-make']), 'package'],
  output: 'target',
};

export const GRADLE: BuildTool = {
  name: 'Gradle',
  program: 'gradle',
  wrapper: 'gradlew',
  toWrap: 'gradle wrapper',
  files: ['settings.gradle', 'settings.gradle.kts', 'build.gradle', 'build.gradle.kts'],
  build: (module) => ['--console=plain', module === undefined ? 'bootJar' : `:${module.replace(/\//g, ':')}:bootJar`],
  output: 'build/libs',
};

/** Several hosts may run one application: a synthesis builds it once. */
const built = new Map<string, string>();

/** Builds the project and finds its jar. */
export function builtJar(tool: BuildTool, project: Project): BootJar {
  const directory = resolve(project.directory);
  const { module, buildArguments } = project;
  if (!tool.files.some((file) => existsSync(join(directory, file)))) {
    throw refusal(`directory is '${project.directory}', where there is no ${tool.files[0]}: name the folder of the ${tool.name} project`);
  }
  if (module !== undefined && (!/^[^./\\][^\\]*$/.test(module) || !existsSync(join(directory, module)))) {
    throw refusal(`module is '${module}', which is no folder in ${project.directory}: write it as in 'apps/chat'`);
  }
  const output = join(directory, module ?? '', tool.output);
  const args = [...tool.build(module), ...buildArguments];
  const key = JSON.stringify([tool.name, directory, args]);
  if (!built.has(key)) {
    run(tool, directory, args);
    built.set(key, output);
  }
  return findJar(output, (problem) =>
    refusal(`${tool.name} has built ${directory}, but ${problem} ('${tool.program} clean' removes old ones)`),
  );
}

function run(tool: BuildTool, directory: string, args: readonly string[]): void {
  const [program, ...before] = programOf(tool, directory);
  const { status, signal, error, stdout, stderr } = spawnSync(program!, [...before, ...args], {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 256 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') {
    throw refusal(
      `directory is '${directory}', which has no ${tool.wrapper}, and there is no ${tool.program} on the PATH: ` +
        `install ${tool.name}, or add the wrapper to the project (${tool.toWrap})`,
    );
  }
  if (status !== 0) {
    const command = [tool.program, ...args].join(' ');
    const end = signal ? `was ended by ${signal}` : `failed with exit code ${status}`;
    const said = stripVTControlCharacters(`${stdout}\n${stderr}`).trim().split('\n').slice(-40).join('\n');
    throw refusal(`'${command}' in ${directory} ${error ? `failed (${error.message})` : end}:\n${said}`);
  }
}

/** The wrapper brings the version that the project needs. A shell runs it, because a checkout may have lost its mode. */
function programOf({ program, wrapper }: BuildTool, directory: string): string[] {
  if (process.platform === 'win32') {
    const script = ['.cmd', '.bat'].map((ending) => join(directory, wrapper + ending)).find((file) => existsSync(file));
    return [script ? `"${script}"` : program];
  }
  return existsSync(join(directory, wrapper)) ? ['sh', join(directory, wrapper)] : [program];
}
