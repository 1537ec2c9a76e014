import { createServer, type AddressInfo } from 'node:net';
import { localPorts, portsUsed } from '../../lib/rehearsal/local-ports';

/** A line of /proc/net/tcp: a local address as the kernel writes it, and the state of the socket. */
const line = (local: string, state = '0A') => `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 0 0 4711 1`;
const table = (...lines: string[]) => ['  sl  local_address rem_address   st', ...lines, ''].join('\n');

test.each<[string, string, number[]]>([
  ['127.0.0.1', line('0100007F:18EB'), [6379]],
  ['127.0.0.53', line('3500007F:0035'), [53]],
  ['any address', line('00000000:1538'), [5432]],
  ['any address of both families', line('00000000000000000000000000000000:1628'), [5672]],
  ['::1', line('00000000000000000000000001000000:1628'), [5672]],
  ['127.0.0.1 in a socket of IPv6', line('0000000000000000FFFF00000100007F:1628'), [5672]],
  ['an address of the network', line('0500000A:18EB'), []],
  ['a connection', line('0100007F:18EB', '01'), []],
])('a port at %s', (_, entry, ports) => {
  expect(localPorts([table(entry)])).toEqual(ports);
});

test('each port once', () => {
  expect(localPorts([table(line('00000000:1538'), line('0100007F:0035')), table(line(`${'0'.repeat(32)}:1538`))])).toEqual([53, 5432]);
});

(process.platform === 'linux' ? test : test.skip)('what listens on this machine', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(localPorts()).toContain(port);
  server.close();
});

test('what was used shows in statistics', () => {
  const statistics = `# pxname,svname,qcur,qmax,scur,smax,slim,stot
local_6379,FRONTEND,,,0,1,2000,3,
local_6379,BACKEND,,,0,1,2000,3,
local_5432,FRONTEND,,,0,0,2000,0,
listener,FRONTEND,,,0,1,2000,9,
`;
  expect(portsUsed(statistics)).toEqual([6379]);
});
