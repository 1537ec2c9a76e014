import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { holdPort, requireFree } from '../../lib/rehearsal/ports';
import { INHERITED } from '../../lib/rehearsal/processes';

test('rehearsals side by side get ports of their own', async () => {
  const first = await holdPort(28_443);
  const second = await holdPort(28_443);
  expect(second.port).not.toBe(first.port);
  await expect(requireFree({ [first.port]: 'nginx' })).rejects.toThrow(`port ${first.port} is taken, which nginx needs`);
  await Promise.all([first.release(), second.release()]);
  await expect(requireFree({ [first.port]: 'nginx' })).resolves.toBeUndefined();
});

test('a process that takes the port over has it without a moment in which another could', async () => {
  const { port, descriptor, release } = await holdPort(28_444);
  const code = `require('node:net').createServer((socket) => socket.end('taken over')).listen({ fd: ${INHERITED} })`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'ignore', 'ignore', descriptor] });
  await release();
  await expect(requireFree({ [port]: 'nginx' })).rejects.toThrow(`port ${port} is taken`);
  const answer = await new Promise((resolve) => connect(port, '127.0.0.1').once('data', (data) => resolve(`${data}`)));
  expect(answer).toBe('taken over');
  child.kill('SIGKILL');
});
