import { messagesIn, subscribe } from '../../lib/probes/resp';

const bulk = (bytes: Buffer) => Buffer.concat([Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')]);
const push = (...items: readonly (string | Buffer)[]) =>
  Buffer.concat([Buffer.from(`*${items.length}\r\n`), ...items.map((item) => bulk(Buffer.from(item)))]);

const BINARY = Buffer.from([0, 13, 10, 42, 36, 255]);
const STREAM = Buffer.concat([
  Buffer.from('*3\r\n$9\r\nsubscribe\r\n$4\r\nchat\r\n:1\r\n'),
  push('message', 'chat', BINARY),
  Buffer.from('-ERR unknown command\r\n'),
  push('message', 'chat', ''),
  push('message', 'chat', 'two'),
]);

test.each([1, 2, 7, STREAM.length])('messages are whole, however many bytes come at once: %i', (size) => {
  const taken: Buffer[] = [];
  const messages = messagesIn((message) => taken.push(Buffer.from(message)));
  for (let at = 0; at < STREAM.length; at += size) {
    messages(STREAM.subarray(at, at + size));
  }
  expect(taken).toEqual([BINARY, Buffer.from(''), Buffer.from('two')]);
});

test('a channel is counted in bytes', () => {
  expect(subscribe('ch\u00e4t')).toBe('*2\r\n$9\r\nSUBSCRIBE\r\n$5\r\nch\u00e4t\r\n');
});
