import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { strFromU8 } from 'fflate';
import { plainly, type Refuse } from '../chain/refuse';
import { reader } from './archive';
import { embeddedServer, type EmbeddedServer } from './embedded-server';

/** What a look into an executable Spring Boot jar tells. */
export interface BootJar {
  /** The file itself. */
  readonly file: string;
  /** `Spring-Boot-Version` of its manifest, if it says. */
  readonly bootVersion?: string;
  /** The Java that its classes need: the class file's major version minus 44 (JVM specification, table 4.1-A). */
  readonly javaVersion: number;
  /** The server that it starts, if its libraries say. */
  readonly server?: EmbeddedServer;
  /** A server whose library it has, but not the module with which its Spring Boot would start it. */
  readonly unstartedServer?: EmbeddedServer;
  /** Where its configuration keeps data on the host's own disk, such as `jdbc:h2:file:./data`. */
  readonly localData?: string;
}

/** Finds the one executable jar at a path, which is the jar or a folder that holds exactly one. */
export function findJar(path: string, refuse: Refuse = plainly): BootJar {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) {
    throw refuse(`jar is '${path}', where there is no file: build the application first (mvn package, gradle bootJar) or name its jar`);
  }
  if (!stats.isDirectory()) {
    const jar = inspect(path);
    if (typeof jar === 'string') {
      throw refuse(`jar is '${path}', which ${jar}: name the executable jar that Spring Boot's Maven or Gradle plugin makes`);
    }
    return jar;
  }
  const entries = readdirSync(path, { withFileTypes: true });
  const files = entries
    .filter((entry) => entry.name.endsWith('.jar') && !entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const looks = files.map((name) => ({ name, jar: inspect(join(path, name)) }));
  const jars = looks.filter((look): look is { name: string; jar: BootJar } => typeof look.jar !== 'string');
  if (jars.length === 1) {
    return jars[0].jar;
  }
  if (jars.length > 1) {
    throw refuse(`jar is '${path}', where several executable jars are: ${jars.map(({ name }) => name).join(', ')}; name one of them`);
  }
  const seen = looks.map(({ name, jar }) => `${name} ${String(jar)}`).join('; ') || 'no jar at all';
  throw refuse(`jar is '${path}', where no executable Spring Boot jar is (${seen}): build one with mvn package or gradle bootJar`);
}

/** The jar's facts, or why it is none. */
function inspect(file: string): BootJar | string {
  const read = reader(readFileSync(file));
  let entries: Record<string, Uint8Array>;
  try {
    entries = read((name) => name === 'META-INF/MANIFEST.MF' || CONFIGURATION.test(name));
  } catch {
    return 'is no zip archive';
  }
  const manifest = attributes(strFromU8(entries['META-INF/MANIFEST.MF'] ?? new Uint8Array()));
  const start = manifest.get('Start-Class');
  if (start === undefined || !manifest.get('Main-Class')?.includes('.loader.')) {
    return 'is no executable Spring Boot jar (its manifest has no Start-Class)';
  }
  const folder = manifest.get('Spring-Boot-Classes') ?? 'BOOT-INF/classes/';
  const startFile = `${folder}${start.replace(/\./g, '/')}.class`;
  const startClass = read((name) => name === startFile)[startFile];
  if (startClass === undefined) {
    return `lacks its own Start-Class ${start}`;
  }
  if (strFromU8(startClass.subarray(0, 4), true) !== '\xca\xfe\xba\xbe') {
    return `has a Start-Class ${start} that is no class file`;
  }
  const bootVersion = manifest.get('Spring-Boot-Version');
  const server = embeddedServer(libraries(read), bootVersion);
  return {
    file,
    bootVersion,
    javaVersion: ((startClass[6] << 8) | startClass[7]) - 44,
    server: server.starts,
    unstartedServer: server.lacksModule,
    localData: localData(entries),
  };
}

/** The names of the jars inside. */
function libraries(read: ReturnType<typeof reader>): string[] {
  const names: string[] = [];
  read((name) => {
    const library = /^(?:BOOT|WEB)-INF\/lib(?:-provided)?\/([^/]+\.jar)$/.exec(name);
    if (library) names.push(library[1]);
    return false;
  });
  return names;
}

const CONFIGURATION = /^(?:BOOT|WEB)-INF\/classes\/application[^/]*\.(?:properties|ya?ml)$/;

/** The manifest's main section; a line that begins with a space continues the one before (JAR specification). */
function attributes(manifest: string): Map<string, string> {
  const main = manifest.replace(/\r\n?/g, '\n').split('\n\n', 1)[0].replace(/\n /g, '');
  return new Map(
    main.split('\n').flatMap((line) => {
      const colon = line.indexOf(': ');
      return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 2).trim()] as const] : [];
    }),
  );
}

/** Not in a line that begins as a comment, of which properties files and YAML have the same kind. */
const ON_DISK = /^[^#\n]*?(jdbc:(?:h2:(?!mem:|tcp:|ssl:)|hsqldb:file:|sqlite:(?!:memory:)|derby:(?!memory:|\/\/))[^\s'"]*)/m;

function localData(entries: Record<string, Uint8Array>): string | undefined {
  for (const [name, bytes] of Object.entries(entries)) {
    const url = CONFIGURATION.test(name) ? ON_DISK.exec(strFromU8(bytes))?.[1] : undefined;
    if (url !== undefined) {
      return url;
    }
  }
  return undefined;
}
