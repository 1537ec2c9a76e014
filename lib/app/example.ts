import { createHash } from 'crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { homedir } from 'os';
import { dirname, join, relative, sep } from 'path';
import { maven } from '../maven';

/** A Maven project that comes with this package, below `examples`, and what its jar is called there. */
interface Shipped {
  readonly folder: string;
  readonly what: string;
}

const EXAMPLE: Shipped = { folder: 'chat', what: 'the example application' };
const BROKER: Shipped = { folder: 'broker', what: 'the ActiveMQ of rehearsals' };

/** The project's folder, from the sources and from the build alike. */
export function projectFolder(from = __dirname): string {
  return existsSync(join(from, 'package.json')) ? from : projectFolder(dirname(from));
}

/** Where the example's jar is once it is built. */
export function exampleJarFile(): string {
  return jarFile(EXAMPLE);
}

/** The example application's jar, built by Maven first when it is missing or older than its sources. */
export function exampleJar(tell: (line: string) => void): string {
  return jar(EXAMPLE, tell);
}

/** Where the jar of the broker is once it is built. */
export function brokerJarFile(): string {
  return jarFile(BROKER);
}

/** The same for an ActiveMQ that stands in for a broker. */
export function brokerJar(tell: (line: string) => void): string {
  return jar(BROKER, tell);
}

/** Beside its sources in a clone, in the user's cache where the package is installed. */
function jarFile(shipped: Shipped): string {
  const folder = isInstalled() ? join(cacheFolder(), `${shipped.folder}-${hashOfSources(shipped)}`) : join(sourceFolder(shipped), 'target');
  return join(folder, `${shipped.folder}.jar`);
}

function jar(shipped: Shipped, tell: (line: string) => void): string {
  const file = jarFile(shipped);
  const changed = Math.max(...sources(shipped).map((source) => statSync(source).mtimeMs));
  if (!existsSync(file) || (!isInstalled() && statSync(file).mtimeMs < changed)) {
    tell(`building ${shipped.what} with Maven ...`);
    if (isInstalled()) buildInCache(shipped, dirname(file));
    else maven(sourceFolder(shipped), shipped.what);
  }
  return file;
}

function sourceFolder({ folder }: Shipped): string {
  return join(projectFolder(), 'examples', folder);
}

/** What the jar is made of. */
function sources(shipped: Shipped): string[] {
  const example = sourceFolder(shipped);
  const entries = readdirSync(join(example, 'src', 'main'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return [join(example, 'pom.xml'), ...files.sort()];
}

/** An installed package may be read-only, and is replaced by the next installation. */
function isInstalled(): boolean {
  return projectFolder().split(sep).includes('node_modules');
}

/** Where the XDG Base Directory specification has what can be made again. */
function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk-spring-websocket');
}

function hashOfSources(shipped: Shipped): string {
  const hash = createHash('sha256');
  sources(shipped).forEach((file) =>
    hash
      .update(relative(sourceFolder(shipped), file))
      .update('\0')
      .update(readFileSync(file)),
  );
  return hash.digest('hex').slice(0, 12);
}

/** Builds a copy of the sources; only a whole jar gets the name that is looked for. */
function buildInCache(shipped: Shipped, folder: string): void {
  const building = temporaryFolder(shipped);
  try {
    for (const file of sources(shipped)) {
      const copy = join(building, relative(sourceFolder(shipped), file));
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, readFileSync(file));
    }
    maven(building, shipped.what);
    mkdirSync(folder, { recursive: true });
    renameSync(join(building, 'target', `${shipped.folder}.jar`), join(folder, `${shipped.folder}.jar`));
  } finally {
    rmSync(building, { recursive: true });
  }
}

function temporaryFolder({ what }: Shipped): string {
  try {
    mkdirSync(cacheFolder(), { recursive: true });
    return mkdtempSync(join(cacheFolder(), 'building-'));
  } catch (error) {
    throw new Error(
      `${what} is built in ${cacheFolder()}, ` +
        `where nothing can be written (${(error as Error).message}): set XDG_CACHE_HOME to a folder of your own`,
    );
  }
}
