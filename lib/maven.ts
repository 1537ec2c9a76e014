import { spawnSync } from 'child_process';

/** Runs Maven in a folder of this project's own, or throws what it said. */
export function maven(folder: string, what: string, ...args: string[]): void {
  const { error, status, stdout, stderr } = spawnSync('mvn', ['-q', '-B', '-DskipTests', ...args, 'package'], {
    cwd: folder,
    // Maven's JVM runs for seconds too: with its first compiler only it needs half the time.
    env: { ...process.env, MAVEN_OPTS: `-XX:TieredStopAtLevel=1 ${process.env.MAVEN_OPTS ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (error) {
    throw new Error(
      `${what} needs Maven and a JDK (17 or newer) to be built, and mvn does not start (${error.message}): ` +
        'install both, such as apt-get install maven default-jdk-headless',
    );
  }
  if (status !== 0) {
    throw new Error(`${what} does not build:\n${stdout}${stderr}`);
  }
}
