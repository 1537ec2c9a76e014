import { spawnSync } from 'child_process';
import { existsSync, readdirSync, statSync } from 'fs';
import { dirname, join } from 'path';

/** The project's folder, from the sources and from the build alike. */
function projectFolder(from = __dirname): string {
  return existsSync(join(from, 'package.json')) ? from : projectFolder(dirname(from));
}

/** The example application's jar, built by Maven first when it is missing or older than its sources. */
export function exampleJar(tell: (line: string) => void): string {
  const example = join(projectFolder(), 'examples', 'chat');
  if (!existsSync(join(example, 'pom.xml'))) {
    throw new Error("there is no jar: give your own with -c jar=target/app.jar (the example application is in the project's repository only)");
  }
  const jar = join(example, 'target', 'chat.jar');
  const changed = Math.max(...[join(example, 'pom.xml'), ...files(join(example, 'src', 'main'))].map((file) => statSync(file).mtimeMs));
  if (!existsSync(jar) || statSync(jar).mtimeMs < changed) {
    tell('building the example application with Maven ...');
    build(example);
  }
  return jar;
}

function build(example: string): void {
  const maven = spawnSync('mvn', ['-q', '-B', '-DskipTests', 'package'], { cwd: example, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  if (maven.error) {
    throw new Error(`the example application needs Maven and a JDK (17 or newer) to be built, and mvn does not start (${maven.error.message}): install both, such as apt-get install maven default-jdk-headless`);
  }
  if (maven.status !== 0) {
    throw new Error(`the example application does not build:\n${maven.stdout}${maven.stderr}`);
  }
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
