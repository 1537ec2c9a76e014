import { existsSync, readFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { archivesOf, classFolders } from './archives';
import { declaredInClasses } from './class-endpoints';
import { Configuration } from './configuration';
import { contentsOfFolders, contentsOfJar, type Contents } from './contents';
import { type Declared, type Endpoint, endpointsOf } from './endpoint';
import { type Module, sourcesIn } from './modules';
import { declaredInSources } from './source-endpoints';
import { bootVersionIn, javaVersionIn, serverOf } from './versions';

/** What is found beside a Spring Boot application. */
export interface SpringProject {
  /** What `SpringApp.fromJar` is given. */
  readonly archive: string;
  /** What was read: a jar, compiled classes, or the sources. */
  readonly read: string;
  readonly bootVersion?: string;
  readonly javaVersion?: number;
  readonly server?: string;
  /** `server.port`; undefined where only a running application knows. */
  readonly port?: string;
  readonly endpoints: readonly Endpoint[];
  /** What could not be told, one sentence each. */
  readonly doubts: readonly string[];
}

/** Reads a module: its newest jar, else its compiled classes, else its sources and those of the build's other modules. */
export function readProject(module: Module, root: string, folders: readonly string[], applications: readonly Module[]): SpringProject {
  const archives = archivesOf(module);
  const libraries = folders.filter((folder) => !applications.some((application) => application.folder === folder));
  const builds = buildTexts(module, root);
  const { contents, declared, read } = readCode(module, archives.newest?.file, libraries);
  const configuration = new Configuration(contents.configuration);
  const server = serverOf(contents, module.build);
  const prefixes =
    server === 'Netty'
      ? { context: configuration.get('spring.webflux.base-path') ?? '', servlet: '' }
      : { context: configuration.get('server.servlet.context-path') ?? '', servlet: configuration.get('spring.mvc.servlet.path') ?? '' };
  const graphQl = configuration.get('spring.graphql.websocket.path');
  const all: Declared[] =
    graphQl === undefined
      ? declared
      : [...declared, { kind: 'handler', path: graphQl, where: 'spring.graphql.websocket.path', dispatched: true }];
  const { endpoints, doubts } = endpointsOf(all, (text) => configuration.resolve(text), prefixes);
  return {
    archive: archives.path,
    read,
    bootVersion: archives.newest?.bootVersion ?? bootVersionIn(builds),
    javaVersion: archives.newest?.javaVersion ?? javaVersionIn(builds),
    server,
    port: configuration.get('server.port') ?? (configuration.has('server.port') ? undefined : '8080'),
    endpoints,
    doubts: [
      ...archives.doubts,
      ...doubts,
      ...(endpoints.length === 0 ? [`${read} declares no WebSocket endpoint and no event stream that could be read`] : []),
    ],
  };
}

function readCode(
  module: Module,
  jar: string | undefined,
  libraries: readonly string[],
): { contents: Contents; declared: Declared[]; read: string } {
  if (jar !== undefined) {
    const contents = contentsOfJar(jar);
    return { contents, declared: declaredInClasses(contents.classes), read: jar };
  }
  const compiled = classFolders(module).filter((folder) => existsSync(folder));
  const contents = contentsOfFolders([...compiled, ...libraries.flatMap((folder) => classFolders({ ...module, folder }))]);
  if (contents.classes.length > 0) {
    return { contents, declared: declaredInClasses(contents.classes), read: compiled[0] };
  }
  const { configuration } = contentsOfFolders([join(module.folder, 'src', 'main', 'resources')]);
  const sources = [module.folder, ...libraries].flatMap(sourcesIn);
  return { contents: { ...contents, configuration }, declared: declaredInSources(sources), read: join(module.folder, 'src') };
}

/** The build files from a module up to the root: versions stand in the parents'. */
function buildTexts({ folder, build }: Module, root: string): string[] {
  const above = dirname(resolve(folder));
  const names = ['pom.xml', 'build.gradle', 'build.gradle.kts', 'gradle.properties'].map((name) => join(above, name));
  const found = names.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'));
  const isInside = resolve(folder) !== resolve(root) && above.startsWith(resolve(root));
  return isInside ? [build, ...found, ...buildTexts({ folder: above, build: '', tool: 'Maven' }, root)] : [build];
}
