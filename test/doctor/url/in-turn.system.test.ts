import * as net from 'node:net';
import { diagnose } from '../../../lib/doctor/url/diagnose';
import { fakeSpring } from '../../probes/fake-spring';
import { request } from './diagnosing';

const DEAD = [
  'HTTP/1.1 502 Bad Gateway',
  'Server: awselb/2.0',
  'Content-Type: text/html',
  'Content-Length: 15',
  'Connection: close',
  '',
  '502 Bad Gateway',
].join('\r\n');

test('one of two targets is dead: that is the cause, and the other one is examined', async () => {
  const spring = await fakeSpring({});
  let turn = 0;
  const balancer = net.createServer((socket) => {
    socket.on('error', () => undefined);
    if (turn++ % 2 === 0) {
      socket.once('data', () => socket.end(DEAD));
      return;
    }
    const target = net.connect(spring.port, '127.0.0.1').on('error', () => undefined);
    socket.pipe(target).pipe(socket);
  });
  await new Promise<void>((resolve) => balancer.listen(0, '127.0.0.1', resolve));
  const { port } = balancer.address() as net.AddressInfo;
  const { verdict, kind, cause, alsoFound } = await diagnose(request(`http://127.0.0.1:${port}/ws`));
  balancer.close();
  spring.close();
  expect({ verdict, kind, cause: cause?.code, alsoFound }).toEqual({
    verdict: 'problem',
    kind: 'sockjs',
    cause: 'ALB-TARGETS-IN-TURN',
    alsoFound: [],
  });
  expect(cause?.detail).toMatch(/^one after the other: (200, 502, 200, 502|502, 200, 502, 200)$/);
}, 60_000);
