import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { ROOT, reference } from './consumer';
import { nodeConsumer, npmInstall } from './node-consumer';

const MINUTES = 60_000;
const consumer = nodeConsumer();
afterAll(() => consumer.remove());

test('the oldest aws-cdk-lib makes the whole service', () => {
  const [chat, team] = Object.values(reference()).map(({ Resources }) => Object.keys(Resources).length);
  expect(chat).toBeGreaterThan(20);
  expect(team).toBeGreaterThan(chat);
});

test(
  'the newest aws-cdk-lib gives the templates of the oldest',
  () => {
    npmInstall(consumer, 'latest', 'latest');
    consumer.run('node', 'main.js');
    expect(consumer.templates()).toEqual(reference());
  },
  10 * MINUTES,
);

describe('beside the newest aws-cdk-lib', () => {
  const esbuild = (...options: string[]) =>
    consumer.run(
      `${ROOT}/node_modules/.bin/esbuild`, // a script, or the program itself where npm runs scripts of packages
      'main.js',
      '--bundle',
      '--platform=node',
      '--outfile=bundle.js',
      ...options,
    );

  test('esbuild bundles an app that leaves the packages outside', () => {
    esbuild('--packages=external');
    consumer.run('node', 'bundle.js');
    expect(consumer.templates()).toEqual(reference());
  }, 120_000);

  test('fails when esbuild takes the package into the bundle, because its files for the host are not there', () => {
    esbuild('--external:aws-cdk-lib', '--external:constructs');
    expect(() => consumer.run('node', 'bundle.js')).toThrow(/has to mark cdk-spring-websocket as external/);
  }, 120_000);

  test('an app of ECMAScript modules imports it by name', () => {
    const app = nodeConsumer(ts.ModuleKind.ESNext);
    app.write('package.json', '{"type":"module"}');
    app.write('main.js', esm(readFileSync(join(__dirname, 'apps', 'main.js'), 'utf8')));
    symlinkSync(join(consumer.folder, 'node_modules'), join(app.folder, 'node_modules'));
    app.run('node', 'main.js');
    expect(app.templates()).toEqual(reference());
    app.remove();
  }, 120_000);
});

/** The same program with imports. */
const esm = (code: string) =>
  code.replace(
    /const (\{.*\}) = require\('(\.?.*?)'\);/g,
    (_, names, from) => `import ${names} from '${from}${from.startsWith('.') ? '.js' : ''}';`,
  );
