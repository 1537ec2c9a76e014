import fc from 'fast-check';
import { type Load, size } from '../../lib/nginx/sizing';

const load = (over: Partial<Load> = {}): Load => ({
  memoryMiB: 2048,
  vcpus: 2,
  connections: 5000,
  messageBytes: 1024,
  remote: false,
  ...over,
});

test('five thousand sockets on a t3.small', () => {
  expect(size(load())).toEqual({
    workers: 2,
    workerConnections: 7446,
    openFiles: 65_536,
    sources: 1,
    backlog: 4096,
    serverConnections: 5756,
    appOpenFiles: 70_536,
    sessionBuffer: 2048,
    heapMiB: 1188,
    appMemoryMiB: 1570,
  });
});

/** Measured on real machines; the memory that is planned is larger, which the next table shows. */
test.each([
  { connections: 1997, vcpus: 2, workerConnections: 4096, openFiles: 65_536, sources: 1, backlog: 4096, serverConnections: 2453 },
  { connections: 8773, vcpus: 2, workerConnections: 12_678, openFiles: 65_536, sources: 1, backlog: 8192, serverConnections: 9907 },
  { connections: 22_327, vcpus: 2, workerConnections: 31_473, openFiles: 65_536, sources: 2, backlog: 16_384, serverConnections: 24_816 },
  { connections: 49_434, vcpus: 2, workerConnections: 69_061, openFiles: 70_085, sources: 5, backlog: 32_768, serverConnections: 54_634 },
  { connections: 103_648, vcpus: 4, workerConnections: 72_375, openFiles: 73_399, sources: 9, backlog: 65_535, serverConnections: 114_269 },
])('$connections connections on $vcpus vCPUs', ({ connections, vcpus, ...numbers }) => {
  expect(size(load({ memoryMiB: 1_000_000, vcpus, connections }))).toMatchObject(numbers);
});

test.each([
  ['t3.small', 2048, 7896],
  ['t3.medium', 4096, 20_193],
  ['m6i.large', 8192, 44_785],
  ['m6i.xlarge', 16_384, 93_970],
])('%s with %i MiB carries %i sockets and not one more', (_, memoryMiB, most) => {
  expect(size(load({ memoryMiB, connections: most })).heapMiB).toBeGreaterThan(0);
  expect(() => size(load({ memoryMiB, connections: most + 1 }))).toThrow(`take a larger instance type or at most ${most} connections`);
});

test.each([
  ['t3.micro', 1024, 3034],
  ['t3.small', 2048, 13_704],
  ['t3.medium', 4096, 35_043],
  ['m6i.large', 8192, 77_722],
  ['m6i.xlarge', 16_384, 163_078],
])('with the companion in Tomcat, %s with %i MiB carries %i sockets and not one more', (_, memoryMiB, most) => {
  expect(size(load({ memoryMiB, connections: most, unixSocket: true })).heapMiB).toBeGreaterThan(0);
  expect(() => size(load({ memoryMiB, connections: most + 1, unixSocket: true }))).toThrow(`at most ${most} connections`);
});

test.each([
  [100, 2048, 33_384],
  [1024, 2048, 33_384],
  [1025, 4096, 49_768],
  [100_000, 4096, 49_768],
])('for messages of %i bytes Tomcat has buffers of %i, of which a session with its headers takes %i', (messageBytes, buffer, session) => {
  const asked = load({ messageBytes, unixSocket: true, memoryMiB: 1_000_000 });
  expect(size(asked).sessionBuffer).toBe(buffer);
  const outside = 20_100 + 2 * Math.min(16_384, messageBytes) + 4800 + 2 * 3000 + 4500;
  const needed = 0.925 * 4096 - 150 - 250 - 250 / 0.9;
  const most = Math.floor((needed * 1024 ** 2) / (outside + (1.5 * session) / 0.9));
  expect(() => size({ ...asked, memoryMiB: 4096, connections: 1_000_000 })).toThrow(`at most ${most} connections`);
});

test('fails with the MiB that are needed', () => {
  expect(() => size(load({ connections: 50_000 }))).toThrow(
    new Error(
      'connections is 50000, which needs 9061 MiB of memory, but the instance type has 2048 MiB: ' +
        'take a larger instance type or at most 7896 connections',
    ),
  );
});

test('fails with what the least would be where not even one connection fits', () => {
  expect(() => size(load({ memoryMiB: 512 }))).toThrow(/ has 512 MiB: take one with at least 733 MiB, which a single connection needs$/);
});

test.each([
  [100, 20_300],
  [1024, 22_148],
  [8192, 36_484],
  [16_384, 52_868],
  [1_000_000, 52_868],
])('nginx takes what messages of %i bytes touch of both buffers: %i bytes a tunnel', (messageBytes, tunnel) => {
  const connections = 100_000;
  const { heapMiB } = size(load({ messageBytes, connections, memoryMiB: 1_000_000, remote: false }));
  const withoutNginx = 0.9 * (0.925 * 1_000_000 - 150 - (connections * 3 * 4800) / 1024 ** 2 - 250);
  expect(heapMiB).toBe(Math.floor(withoutNginx - (0.9 * connections * tunnel) / 1024 ** 2));
});

describe('in front of an application on another machine', () => {
  test('there is no JVM to feed and one source address', () => {
    expect(size(load({ connections: 20_000, remote: true }))).toMatchObject({ sources: 1, heapMiB: 0, workerConnections: 28_246 });
  });

  test('fails above the ports of one address', () => {
    expect(() => size(load({ connections: 28_001, remote: true }))).toThrow(
      new Error(
        'connections is 28001, but one host has ports for 28000 connections to an application on another machine: ' +
          'ask for fewer, or run the application on the host itself',
      ),
    );
  });
});

const loads = fc
  .record({
    memoryMiB: fc.integer({ min: 512, max: 100_000 }),
    vcpus: fc.constantFrom(1, 2, 4, 8, 96),
    connections: fc.integer({ min: 1, max: 1_000_000 }),
    messageBytes: fc.integer({ min: 1, max: 100_000 }),
    remote: fc.boolean(),
    unixSocket: fc.boolean(),
  })
  .map((asked) => ({ ...asked, unixSocket: asked.unixSocket && !asked.remote }));

function refusal(asked: Load): string {
  try {
    size(asked);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test('what an error says would fit, fits; and the memory it names is enough and the least', () => {
  fc.assert(
    fc.property(loads, (asked) => {
      const [, needed, most, least] =
        /needs (\d+) MiB.* at (?:most (\d+) connections|least (\d+) MiB, which a single)/.exec(refusal(asked)) ?? [];
      if (needed === undefined) return;
      expect(refusal({ ...asked, memoryMiB: Number(needed) })).not.toContain('MiB');
      expect(refusal({ ...asked, memoryMiB: Number(needed) - 1 })).toContain('MiB');
      expect(Number(most ?? 1)).toBeGreaterThan(0);
      expect(refusal({ ...asked, connections: Number(most ?? 1), memoryMiB: Number(least ?? asked.memoryMiB) })).not.toContain('MiB');
      if (least !== undefined) expect(refusal({ ...asked, connections: 1, memoryMiB: Number(least) - 1 })).toContain('MiB');
    }),
    { numRuns: 1000 },
  );
});

test('every number holds its connections: two slots a socket below the shedding limit, Tomcat, files, heap', () => {
  fc.assert(
    fc.property(loads, (asked) => {
      if (refusal(asked) !== '') return;
      const made = size(asked);
      expect((made.workerConnections * made.workers * 15) / 16).toBeGreaterThan(2 * asked.connections);
      expect(made.openFiles).toBeGreaterThan(made.workerConnections);
      expect(made.serverConnections).toBeGreaterThan(asked.connections);
      expect(made.appOpenFiles).toBeGreaterThan(asked.connections);
      expect(made.backlog).toBeLessThanOrEqual(65_535);
      if (!asked.remote) {
        const session = asked.unixSocket ? 17_000 + 8 * made.sessionBuffer : 75_000;
        expect(asked.connections / made.sources).toBeLessThanOrEqual(asked.unixSocket ? asked.connections : 12_000);
        expect(made.heapMiB * 1024 * 1024).toBeGreaterThan(asked.connections * session);
        // The kernel ends a JVM at MemoryMax: a full heap, a ninth of it for the collector's tables and the JVM itself fit, and the
        // machine has as much.
        expect((made.heapMiB * 10) / 9 + 250).toBeLessThanOrEqual(made.appMemoryMiB + 1);
        expect(made.appMemoryMiB + 150).toBeLessThan(0.925 * asked.memoryMiB);
      }
    }),
    { numRuns: 1000 },
  );
});

describe('with a broker relay', () => {
  test('a socket takes a second file of the application, and two more connections of nginx', () => {
    const { workerConnections, appOpenFiles } = size(load({ connections: 2000, relay: true, memoryMiB: 4096 }));
    expect([workerConnections, appOpenFiles]).toEqual([6059, 69_536]);
  });

  test.each([
    ['t3.small', 2048, 4569],
    ['m6i.large', 8192, 25_917],
  ])('%s with %i MiB carries %i sockets and not one more', (_, memoryMiB, most) => {
    expect(size(load({ memoryMiB, connections: most, unixSocket: true, relay: true })).heapMiB).toBeGreaterThan(0);
    expect(() => size(load({ memoryMiB, connections: most + 1, unixSocket: true, relay: true }))).toThrow(`at most ${most} connections`);
  });

  test('fails beyond the ports of one address', () => {
    expect(() => size(load({ connections: 28_001, relay: true, memoryMiB: 100_000 }))).toThrow(
      'connections is 28001, but one host has ports for 28000 connections of a broker relay: ask for fewer on a host, and more hosts',
    );
  });
});
