import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer } from './consumer';
import { packedFile } from './node-consumer';

const MB = 1_000_000;
const consumer = new Consumer();
const modules = join(consumer.folder, 'node_modules');
const installed = join(modules, 'cdk-spring-websocket');
afterAll(() => consumer.remove());

/** Runs the command, which must end with an exit code; what it printed. */
const command = (code: number, words: string) => consumer.run('bash', '-c', `npx --no cdk-spring-websocket ${words}; [ $? -eq ${code} ]`);

beforeAll(() => {
  consumer.write('package.json', '{"private":true}');
  consumer.run('npm', 'install', '--no-audit', '--no-fund', packedFile());
}, 300_000);

test('npm installs 10 MB at most: neither the AWS SDK nor aws-cdk-lib', () => {
  const files = readdirSync(modules, { recursive: true, encoding: 'utf8' }).map((name) => lstatSync(join(modules, name)));
  expect(files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0) / MB).toBeLessThan(10);
  expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual(['cdk-spring-websocket']);
});

test('nothing of it is run when it is installed', () => {
  const { scripts } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  expect(Object.keys(scripts).filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
});

test('the licenses of what is bundled come along', () => {
  const licenses = readFileSync(join(installed, 'build', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['@aws-sdk/client-ec2', '@smithy/core', '@stomp/stompjs', 'sockjs-client', 'ws']) {
    expect(licenses).toMatch(new RegExp(`^${name} \\d`, 'm'));
  }
});

test('the doctor answers for a URL', () => {
  expect(command(1, 'doctor http://127.0.0.1:9/ws')).toContain('TCP-REFUSED');
});

test('the doctor asks AWS with the SDK that is bundled', () => {
  expect(command(2, 'doctor --stack Chat --region eu-central-1')).toContain('no AWS credentials were found');
});

test('init and explain need nothing else either', () => {
  consumer.write(
    'pom.xml',
    '<project><parent><artifactId>spring-boot-starter-parent</artifactId><version>3.5.7</version></parent></project>',
  );
  consumer.run('mkdir', '-p', 'src/main/java');
  consumer.write('src/main/java/Main.java', '@SpringBootApplication class Main {}');
  expect(command(0, 'init --yes')).toContain('Found in ../target/chat.jar: Spring Boot 4.1.2');
  expect(command(0, 'explain PROXY-UPGRADE-MISSING')).toContain('the proxy drops the Upgrade header');
});

test('fails to rehearse the example in one line that says what to install', () => {
  expect(command(2, 'rehearse --example')).toContain("run 'npm install cdk-spring-websocket aws-cdk-lib constructs'");
  expect(existsSync(join(modules, 'aws-cdk-lib'))).toBe(false);
});
