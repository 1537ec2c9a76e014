import { connect, createServer, type AddressInfo, type NetConnectOpts } from 'node:net';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { engineAt, startEngine } from '../../lib/rehearsal/engine';
import { openWorkspace } from '../../lib/rehearsal/workspace';

async function said(to: NetConnectOpts, words: string): Promise<string> {
  const socket = connect(to);
  socket.write(words);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString();
}

test('an engine of its own, which nobody meets at a port, and nothing of it stays', async () => {
  const workspace = openWorkspace();
  try {
    const { address, connect: to, running } = await startEngine(workspace);
    expect(address).toBe(`unix@${workspace.directory}/engine.sock`);
    expect(await said(to, 'PING\r\n')).toBe('+PONG\r\n');
    expect(await said(to, 'CONFIG GET port\r\n')).toContain('\r\n$1\r\n0\r\n');
    await running?.stop();
    expect(readdirSync(workspace.directory).filter((name) => /rdb|aof|appendonly/.test(name))).toEqual([]);
  } finally {
    await workspace.close();
  }
});

test('an engine that runs already is where it is said to be, or that is an error', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await engineAt({ host: '127.0.0.1', port })).toEqual({ address: `127.0.0.1:${port}`, connect: { host: '127.0.0.1', port } });
  server.close();
  await once(server, 'close');
  await expect(engineAt({ host: '127.0.0.1', port })).rejects.toThrow(
    `--engine is 127.0.0.1:${port}, where nothing accepts a connection: start it there, or leave --engine out and one is started here`,
  );
});
