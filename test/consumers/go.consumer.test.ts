import { join } from 'node:path';
import { Consumer, DIST, VERSION, reference, stacks } from './consumer';

const MINUTES = 60_000;
const MODULE = 'github.com/cdk-spring-websocket/cdk-spring-websocket-go/cdkspringwebsocket';
const consumer = new Consumer();
afterAll(() => consumer.remove());

test(
  'go builds the module, and the stacks in Go give the templates of those in TypeScript',
  () => {
    const [chat, team, fleet] = stacks('go');
    consumer.write('chat_stack.go', chat);
    consumer.write('team_stack.go', team);
    consumer.write('fleet_stack.go', fleet);
    consumer.write('main.go');
    consumer.run('go', 'mod', 'init', 'example.com/chat');
    consumer.run('go', 'mod', 'edit', `-require=${MODULE}@v${VERSION}`, `-replace=${MODULE}=${join(DIST, 'go', 'cdkspringwebsocket')}`);
    consumer.run('go', 'mod', 'tidy');
    consumer.run('go', 'build', '-o', 'chat', '.');
    consumer.run('./chat');
    expect(consumer.templates()).toEqual(reference());
  },
  20 * MINUTES,
);
