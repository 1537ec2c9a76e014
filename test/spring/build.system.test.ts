import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Stack } from 'aws-cdk-lib';
import { SpringApp, WebSocketHost, WebSocketIngress } from '../../lib';
import { app, routes, synthesizedStacks } from '../ingress/synthesized';
import { userData } from '../ingress/user-data';

const folders = ['first', 'second'].map((name) => mkdtempSync(join(tmpdir(), `maven-${name}-`)));
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** The example as one module of a project, in a folder of its own. */
function project(folder: string): string {
  const example = join(__dirname, '..', '..', 'examples', 'chat');
  mkdirSync(join(folder, 'apps'));
  cpSync(example, join(folder, 'apps', 'chat'), { recursive: true, filter: (path) => !path.startsWith(join(example, 'target')) });
  writeFileSync(
    join(folder, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>example</groupId>
<artifactId>parent</artifactId><version>1</version><packaging>pom</packaging><modules><module>apps/chat</module></modules></project>`,
  );
  return folder;
}

test('real Maven builds a module; two builds of the same sources are one asset where the project asks for that', () => {
  const keys = folders.map((folder) => {
    const stack = new Stack(app(), 'Chat');
    const built = SpringApp.fromMaven(project(folder), {
      module: 'apps/chat',
      buildArguments: ['-Dproject.build.outputTimestamp=2026-01-01T00:00:00Z'],
    });
    new WebSocketIngress(stack, 'Ingress', { host: new WebSocketHost(stack, 'Host', { app: built, routes }) });
    const { packages, deployment } = userData(synthesizedStacks(stack).Chat!.template);
    expect(packages).toContain('java-17-amazon-corretto-headless');
    return deployment.app.jar.key as string;
  });
  expect(keys[0]).toMatch(/^[0-9a-f]{64}\.jar$/);
  expect(keys[1]).toBe(keys[0]);
}, 600_000);
