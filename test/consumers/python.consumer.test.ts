import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer, DIST, reference, stacks } from './consumer';
import { initialized } from './initialized';

const MINUTES = 60_000;
const consumer = new Consumer();
const python = join(consumer.folder, 'venv', 'bin');
afterAll(() => consumer.remove());

test(
  'pip installs the wheel, and the stacks in Python give the templates of those in TypeScript',
  () => {
    const wheel = readdirSync(join(DIST, 'python')).find((name) => name.endsWith('.whl'))!;
    const [chat, team, fleet] = stacks('python');
    consumer.write('chat_stack.py', chat);
    consumer.write('team_stack.py', team);
    consumer.write('fleet_stack.py', fleet);
    consumer.write('main.py');
    consumer.run('python3', '-m', 'venv', 'venv');
    consumer.run(join(python, 'pip'), 'install', '-q', join(DIST, 'python', wheel));
    consumer.run(join(python, 'python'), 'main.py');
    expect(consumer.templates()).toEqual(reference());
  },
  10 * MINUTES,
);

test('the wheel brings the command line', () => {
  expect(consumer.run(join(python, 'cdk-spring-websocket'), 'explain', 'PROXY-UPGRADE-MISSING')).toContain('drops the Upgrade header');
}, 120_000);

test('init writes an app in Python that gives the template of the one in TypeScript', () => {
  const { made, expected } = initialized(consumer, 'python', ['--domain', 'api.example.com']);
  expect(made).toEqual(expected);
}, 300_000);
