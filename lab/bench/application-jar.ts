import { join } from 'node:path';
import { projectFolder } from '../project';
import { mavenBuild } from '../maven-build';

/** The servers inside of Spring Boot that are compared. */
export type Server = 'tomcat' | 'jetty';

/** The tests' application on one of them: from the cache, or built with Maven. */
export function applicationJar(server: Server): string {
  const cache = join(projectFolder(), 'node_modules', '.cache', 'bench', server);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  return join(mavenBuild('applications', cache, say, { below: 'test', properties: [`-Dserver=${server}`] }), 'application.jar');
}
