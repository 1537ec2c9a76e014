import { connect } from 'node:net';
import { applicationJar } from '../../rehearsal/application-jar';
import { ValkeyServer } from '../engines/valkey-server';
import type { Jvm } from '../jvm';
import { figuresWith, startHost } from './fleet';
import { StompClient } from './stomp-client';

jest.setTimeout(120_000);

/** Numbers of the first version, which never change their meaning. */
const KIND = { topic: 0, hello: 5 };
const ORIGIN = 42n;

/** A whole number of eight bytes. */
function long(value: bigint | number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

function text(value: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(Buffer.byteLength(value));
  return Buffer.concat([length, Buffer.from(value)]);
}

/** What the first version of the companion puts on the channel, byte by byte. */
function frame(kind: number, sequence: number, body: Buffer, version = 1): Buffer {
  return Buffer.concat([Buffer.from([version, kind]), long(ORIGIN), long(sequence), long(Math.round(performance.now())), body]);
}

const presence = (last: number) => Buffer.concat([long(last), long(1), text('the old host')]);
const news = (body: string) =>
  Buffer.concat([text('/topic/news'), text(''), text('text/plain'), Buffer.from([0, 0, 0, 0]), Buffer.from(body)]);

let engine: ValkeyServer;
let host: Jvm;
beforeAll(async () => {
  engine = await ValkeyServer.start('redis-server');
  host = await startHost(applicationJar('4.1.2'), engine.address, { shared: true });
  await figuresWith(host, ({ connected }) => connected);
});

const publish = (bytes: Buffer) => engine.ask('PUBLISH', 'chat', bytes);

/** Everything that is published from now on. */
function listen(): { heard: () => Buffer; end: () => void } {
  const socket = connect(engine.port, '127.0.0.1');
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece)).write('SUBSCRIBE chat\r\n');
  return { heard: () => Buffer.concat(pieces), end: () => socket.destroy() };
}

async function subscribed(): Promise<StompClient> {
  const client = await StompClient.open(host, '/fleet');
  client.subscribe('/topic/news', '/topic/own');
  client.send('/topic/own', 'subscribed');
  await client.until(() => client.bodies('/topic/own').length === 1, 'its subscription stands');
  return client;
}

test('beside a host with the first version of the companion a new one hears and is heard', async () => {
  const client = await subscribed();
  await publish(frame(KIND.hello, 0, presence(0)));
  await figuresWith(host, ({ hosts }) => hosts === 2);
  await publish(frame(KIND.topic, 1, news('from the old host')));
  await client.until(() => client.bodies('/topic/news').length === 1, 'the old host is heard');
  expect(client.bodies('/topic/news')).toEqual(['from the old host']);
  const channel = listen();
  await engine.subscribed(2);
  client.send('/topic/news', 'from the new host');
  await host.until(() => channel.heard().includes('from the new host'));
  // Version and kind, three numbers, and then where it goes, for no session.
  const heard = channel.heard();
  const at = heard.indexOf(Buffer.concat([text('/topic/news'), text('')])) - 26;
  expect([...heard.subarray(at, at + 2)]).toEqual([1, KIND.topic]);
  channel.end();
});

test('what it does not understand of a later version it says, and goes on hearing the others', async () => {
  const client = await subscribed();
  await publish(frame(KIND.topic, 1, news('of another age'), 2));
  const { problem } = await figuresWith(host, (figures) => figures.problem !== undefined);
  expect(problem).toContain('Messages of other hosts are not understood');
  await publish(frame(KIND.topic, 2, news('after that')));
  await client.until(() => client.bodies('/topic/news').includes('after that'), 'the old host is heard again');
  expect(client.bodies('/topic/news')).not.toContain('of another age');
});
