import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { basename, join, relative } from 'path';

/** A folder of a Maven or Gradle build that makes an application. */
export interface Module {
  readonly folder: string;
  /** The build file's text. */
  readonly build: string;
  readonly tool: 'Maven' | 'Gradle';
}

const BUILD_FILES = ['pom.xml', 'build.gradle', 'build.gradle.kts'];
const SKIPPED = /^(?:node_modules|target|build|out|bin|dist|cdk\.out|src|\..*)$/;
const DEEPEST = 4;

/** The applications in a folder and below it, and the folders of all modules. */
export function modulesIn(root: string): { readonly applications: Module[]; readonly folders: string[] } {
  const folders = buildFolders(root, DEEPEST);
  const modules = folders.map((folder): Module => {
    const file = BUILD_FILES.find((name) => existsSync(join(folder, name)))!;
    return { folder, build: readFileSync(join(folder, file), 'utf8'), tool: file === 'pom.xml' ? 'Maven' : 'Gradle' };
  });
  return { applications: modules.filter(({ folder }) => sourcesIn(folder).some((text) => STARTS.test(text))), folders };
}

/** What the class with the main method has. */
const STARTS = /@SpringBootApplication\b|@EnableAutoConfiguration\b|\bSpringApplication\s*\.\s*run\b|\brunApplication\b/;

/** The one application, or the one that is named by its folder. */
export function chooseModule(root: string, applications: readonly Module[], wanted?: string): Module | string[] {
  const nameOf = ({ folder }: Module) => relative(root, folder) || basename(folder);
  const names = applications.map(nameOf);
  if (applications.length === 0) {
    throw new Error(
      `${root} has no Spring Boot application in a Maven or Gradle build: ` +
        'run it where pom.xml or build.gradle is, or name the folder, such as init ../chat',
    );
  }
  if (wanted === undefined) {
    return applications.length === 1 ? applications[0] : names;
  }
  const found = applications.filter((module) => nameOf(module) === wanted.replace(/\/+$/, '').replace(/^:/, '').replace(/:/g, '/'));
  if (found.length === 0) {
    throw new Error(`module is '${wanted}', which is none of this build's applications: give one of ${names.join(', ')}`);
  }
  return found[0];
}

/** The Java and Kotlin sources of a module. */
export function sourcesIn(folder: string): string[] {
  const main = join(folder, 'src', 'main');
  const names = existsSync(main) ? readdirSync(main, { recursive: true, encoding: 'utf8' }) : [];
  return names
    .filter((name) => /\.(java|kt)$/.test(name))
    .sort()
    .map((name) => readFileSync(join(main, name), 'utf8'));
}

function buildFolders(folder: string, depth: number): string[] {
  const entries = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder, { withFileTypes: true }) : [];
  const below = entries.filter((entry) => entry.isDirectory() && !SKIPPED.test(entry.name)).map(({ name }) => join(folder, name));
  const own = entries.some(({ name }) => BUILD_FILES.includes(name)) ? [folder] : [];
  return [...own, ...(depth === 0 ? [] : below.sort().flatMap((inner) => buildFolders(inner, depth - 1)))];
}
