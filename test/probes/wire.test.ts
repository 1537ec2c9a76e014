import * as fc from 'fast-check';
import { encodeFrame, FrameReader, OPCODE } from '../../lib/probes/frames';
import { header, headerValues, HttpReader } from '../../lib/probes/http-reader';
import { readFrames, serverFrame } from './fake-spring';

const ANSWERS: [string, string, string][] = [
  ['length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', 'hello'],
  ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;ext=1\r\nlo\r\n0\r\n\r\n', 'hello'],
  ['until close', 'HTTP/1.0 200 OK\r\n\r\nhello', 'hello'],
  ['after an interim answer', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', 'hello'],
];

test.each(ANSWERS)('reads a body by %s, however the bytes are cut', (_, answer, body) => {
  fc.assert(
    fc.property(fc.array(fc.nat(answer.length), { maxLength: 8 }), (cuts) => {
      const reader = new HttpReader(100);
      const edges = [0, ...cuts.sort((a, b) => a - b), answer.length];
      edges.slice(1).forEach((edge, index) => reader.push(Buffer.from(answer.slice(edges[index], edge))));
      expect([reader.head?.status, reader.text, reader.trouble]).toEqual([200, body, undefined]);
    }),
  );
});

test('keeps headers that come twice, and finds them whatever their case', () => {
  const reader = new HttpReader(100);
  reader.push(Buffer.from('HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nContent-Length: 0\r\n\r\n'));
  expect(headerValues(reader.head?.headers ?? [], 'Set-Cookie')).toEqual(['a=1', 'b=2']);
  expect(header(reader.head?.headers ?? [], 'CONTENT-LENGTH')).toBe('0');
});

test('fails: reads no more of a body than it may', () => {
  const reader = new HttpReader(4);
  reader.push(Buffer.from('HTTP/1.1 200 OK\r\n\r\nhello'));
  expect([reader.text, reader.truncated]).toEqual(['hell', true]);
});

test.each([
  ['garbage', '\0\0\0\0\0\0\0\0\0\0', 'not-http'],
  ['SSH', 'SSH-2.0-OpenSSH_9.2\r\n', 'not-http'],
  ['endless headers', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(20_000)}`, 'too-large'],
  ['a broken chunk', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${'z'.repeat(300)}`, 'not-http'],
])('fails: %s is no HTTP', (_, bytes, kind) => {
  const reader = new HttpReader(100);
  reader.push(Buffer.from(bytes));
  expect(reader.trouble?.kind).toBe(kind);
});

test('frames come back as they went, however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 300 }), { maxLength: 5 }), fc.integer({ min: 1, max: 50 }), (texts, step) => {
      const bytes = Buffer.concat(texts.map(serverFrame));
      const reader = new FrameReader(2000);
      const got: string[] = [];
      for (let at = 0; at < bytes.length; at += step) {
        got.push(...reader.push(bytes.subarray(at, at + step)).map(({ payload }) => payload.toString('utf8')));
      }
      expect(got).toEqual(texts);
    }),
  );
  expect(readFrames(serverFrame('o'))).toEqual(['o']);
});

test.each([
  ['reserved bits', Buffer.from([0xc1, 0]), /reserved bits/],
  ['a mask', encodeFrame(OPCODE.text, Buffer.from('x')), /masked frame from a server/],
  ['an unknown opcode', Buffer.from([0x83, 0]), /unknown opcode 3/],
  ['terabytes', Buffer.from([0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0]), /more than the 100/],
])('fails: a frame with %s', (_, bytes, trouble) => {
  const reader = new FrameReader(100);
  expect(reader.push(bytes)).toEqual([]);
  expect(reader.trouble).toMatch(trouble);
});
