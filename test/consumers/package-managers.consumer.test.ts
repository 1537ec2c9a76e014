import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { reference } from './consumer';
import { nodeConsumer, oldest, packedFile } from './node-consumer';

const MINUTES = 60_000;
const cdk = `aws-cdk-lib@${oldest('aws-cdk-lib')}`;
const constructs = `constructs@${oldest('constructs')}`;

/** Their commands that install packages; node_modules, because CDK's command line knows nothing else. */
test.each([
  ['pnpm', 'npx --yes pnpm@10 add'],
  // Its cache of the user takes a file of the same version for the one that it has already.
  ['Yarn 1', 'npx --yes yarn@1.22.22 --cache-folder yarn-cache add'],
  ['Yarn 4', 'YARN_NODE_LINKER=node-modules YARN_ENABLE_TELEMETRY=0 npx --yes @yarnpkg/cli-dist@4 add'],
])(
  '%s installs it, and the templates are those of npm',
  (_, add) => {
    const consumer = nodeConsumer();
    consumer.write('package.json', '{"name":"app","private":true}');
    consumer.write('yarn.lock', '');
    copyFileSync(packedFile(), join(consumer.folder, 'packed.tgz')); // Yarn 1 takes no file whose name has an @
    consumer.run('bash', '-c', `${add} cdk-spring-websocket@file:./packed.tgz ${cdk} ${constructs}`);
    consumer.run('node', 'main.js');
    expect(consumer.templates()).toEqual(reference());
    consumer.remove();
  },
  10 * MINUTES,
);
