import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Turn } from '../../lib/rehearsal/turn';
import { freePort } from '../free-port';
import { temporaryFolder } from './fixture';

const HERE =
  `waiting for the rehearsal of process ${process.pid} in ${process.cwd()} to end: ` +
  'without a network namespace both need the same ports';

/** Somebody in the line: what was said to it, and whether it has the ports. */
function inLine(port: number) {
  const turn = new Turn(port);
  const said: string[] = [];
  let hasIt = false;
  let heard: () => void = () => undefined;
  const waits = new Promise<void>((resolve) => (heard = resolve));
  const taken = turn
    .take((line) => {
      said.push(line);
      heard();
    })
    .then(() => void (hasIt = true));
  return { turn, said, taken, waits, hasIt: () => hasIt };
}

test('one after the other, each is told once for whom it waits', async () => {
  const port = await freePort();
  const first = inLine(port);
  await first.taken;
  const others = [inLine(port), inLine(port)];
  await Promise.all(others.map(({ waits }) => waits));
  expect(others.map(({ hasIt }) => hasIt())).toEqual([false, false]);
  await first.turn.leave();
  const next = await Promise.race(others.map((each) => each.taken.then(() => each)));
  expect(others.filter(({ hasIt }) => hasIt())).toEqual([next]);
  await next.turn.leave();
  await Promise.all(others.map(({ taken }) => taken));
  expect([first.said, ...others.map(({ said }) => said)]).toEqual([[], [HERE], [HERE]]);
  await Promise.all(others.map(({ turn }) => turn.leave()));
});

test('who waits can leave', async () => {
  const port = await freePort();
  const first = inLine(port);
  await first.taken;
  const second = inLine(port);
  await second.waits;
  const stopped = expect(second.taken).rejects.toThrow('the rehearsal was stopped');
  await second.turn.leave();
  await stopped;
  await first.turn.leave();
});

test('kill -9 gives the ports to the next', async () => {
  const folder = temporaryFolder('turn-');
  const source = readFileSync(join(__dirname, '../../lib/rehearsal/turn.ts'), 'utf8');
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
  writeFileSync(join(folder, 'turn.js'), transpileModule(source, { compilerOptions }).outputText);
  const port = await freePort();
  const child = spawn(process.execPath, ['-e', `new (require('./turn').Turn)(${port}).take(console.log).then(() => console.log('mine'))`], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const second = inLine(port);
  await second.waits;
  expect(second.said).toEqual([expect.stringContaining(`process ${child.pid} in ${folder}`)]);
  child.kill('SIGKILL');
  await second.taken;
  await second.turn.leave();
});

test.each([
  ['says something else', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['says nothing', ''],
])('fails: somebody else has the port, who %s', async (_, greeting) => {
  const server = createServer((socket) => socket.on('error', () => undefined).write(greeting));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(inLine(port).taken).rejects.toThrow(`port ${port} is taken, by which rehearsals take turns: stop what listens there`);
  server.close();
});
