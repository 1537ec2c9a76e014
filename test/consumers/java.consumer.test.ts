import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer, DIST, VERSION, reference, stacks } from './consumer';
import { initialized } from './initialized';

const MINUTES = 60_000;
const consumer = new Consumer();
afterAll(() => consumer.remove());

test(
  'Maven installs the jar, and the stacks in Java give the templates of those in TypeScript',
  () => {
    const built = join(DIST, 'java/io/github/cdk-spring-websocket/cdk-spring-websocket', VERSION, `cdk-spring-websocket-${VERSION}`);
    const [chat, team, fleet] = stacks('java');
    const sources = join('src', 'main', 'java');
    mkdirSync(join(consumer.folder, sources), { recursive: true });
    consumer.write(join(sources, 'ChatStack.java'), chat);
    consumer.write(join(sources, 'TeamStack.java'), team);
    consumer.write(join(sources, 'FleetStack.java'), fleet);
    consumer.write(join(sources, 'Main.java'), app('Main.java'));
    consumer.write('pom.xml', app('pom.xml').replace('VERSION', VERSION));
    consumer.run('mvn', '-q', '-B', 'install:install-file', `-Dfile=${built}.jar`, `-DpomFile=${built}.pom`);
    consumer.run('mvn', '-q', '-B', 'compile', 'exec:java');
    expect(consumer.templates()).toEqual(reference());
  },
  10 * MINUTES,
);

test('init writes an app in Java that gives the template of the one in TypeScript', () => {
  const { made, expected } = initialized(consumer, 'java', ['--domain', 'api.example.com', '--zone-id', 'Z0123456789']);
  expect(made).toEqual(expected);
}, 300_000);

const app = (name: string) => readFileSync(join(__dirname, 'apps', name), 'utf8');
