import { existsSync, readFileSync } from 'fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'path';

/** The package.json of what is running. */
export interface RunningPackage {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Where the running package comes from. */
export interface PackageSource {
  /** What a package.json in a folder asks for, such as `file:../chat.tgz` or a version. */
  specifierFrom(folder: string): string;
  /** One sentence about it. */
  readonly told: string;
  readonly package: RunningPackage;
}

const NAME = 'cdk-spring-websocket';

/** Finds out whether a packed file was installed or a version from npm; a clone stands for the file that it packs. */
export function packageSource(from: string): PackageSource {
  const project = packageFolder(from);
  const running = readJson<RunningPackage>(join(project, 'package.json'));
  const file = installedFile(project) ?? packedFile(project, running.version);
  if (file !== undefined) {
    return { specifierFrom: (folder) => `file:${relative(folder, file)}`, told: `package.json installs ${file}`, package: running };
  }
  const hint = isInstalled(project) ? '' : '; it runs from a clone, where npm pack makes a file that would be installed instead';
  return {
    specifierFrom: () => running.version,
    told: `package.json installs ${NAME} ${running.version} from npm${hint}`,
    package: running,
  };
}

function packageFolder(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : packageFolder(dirname(from));
}

function isInstalled(project: string): boolean {
  return project.split(sep).includes('node_modules');
}

/** The packed file that the package.json around the outermost node_modules names. */
function installedFile(project: string): string | undefined {
  const [around, inside] = project.split(`${sep}node_modules${sep}`, 2);
  const file = join(around, 'package.json');
  if (inside === undefined || !existsSync(file)) {
    return undefined;
  }
  const { dependencies, devDependencies } = readJson<{ dependencies?: Record<string, string>; devDependencies?: Record<string, string> }>(
    file,
  );
  const path = /^(?:file:)?(.*\.tgz)$/.exec({ ...devDependencies, ...dependencies }[NAME] ?? '')?.[1];
  return path === undefined || path.includes('://') ? undefined : existing(isAbsolute(path) ? path : resolve(around, path));
}

function packedFile(project: string, version: string): string | undefined {
  return isInstalled(project) ? undefined : existing(join(project, `${NAME}-${version}.tgz`));
}

function existing(file: string): string | undefined {
  return existsSync(file) ? file : undefined;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
