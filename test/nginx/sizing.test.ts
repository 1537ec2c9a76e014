import fc from 'fast-check';
import { type Load, size } from '../../lib/nginx/sizing';

const load = (over: Partial<Load> = {}): Load => ({ memoryMiB: 2048, vcpus: 2, connections: 5000, messageBytes: 1024, remote: false, ...over });

test('five thousand sockets on a t3.small', () => {
  expect(size(load())).toEqual({
    workers: 2,
    workerConnections: 7446,
    openFiles: 65_536,
    sources: 1,
    backlog: 4096,
    bufferBytes: 4096,
    tomcatConnections: 5756,
    appOpenFiles: 70_536,
    heapMiB: 1198,
    appMemoryMiB: 1581,
  });
});

/** Measured on real machines; the memory that is planned with 4 kB buffers is larger, which the next table shows. */
test.each([
  { connections: 1997, vcpus: 2, workerConnections: 4096, openFiles: 65_536, sources: 1, backlog: 4096, tomcatConnections: 2453 },
  { connections: 8773, vcpus: 2, workerConnections: 12_678, openFiles: 65_536, sources: 1, backlog: 8192, tomcatConnections: 9907 },
  { connections: 22_327, vcpus: 2, workerConnections: 31_473, openFiles: 65_536, sources: 2, backlog: 16_384, tomcatConnections: 24_816 },
  { connections: 49_434, vcpus: 2, workerConnections: 69_061, openFiles: 70_085, sources: 5, backlog: 32_768, tomcatConnections: 54_634 },
  { connections: 103_648, vcpus: 4, workerConnections: 72_375, openFiles: 73_399, sources: 9, backlog: 65_535, tomcatConnections: 114_269 },
])('$connections connections on $vcpus vCPUs', ({ connections, vcpus, ...numbers }) => {
  expect(size(load({ memoryMiB: 1_000_000, vcpus, connections }))).toMatchObject(numbers);
});

test.each([
  ['t3.small', 2048, 8013],
  ['t3.medium', 4096, 20_490],
  ['m6i.large', 8192, 45_445],
  ['m6i.xlarge', 16_384, 95_356],
])('%s with %i MiB carries %i sockets and not one more', (_, memoryMiB, most) => {
  expect(size(load({ memoryMiB, connections: most })).heapMiB).toBeGreaterThan(0);
  expect(() => size(load({ memoryMiB, connections: most + 1 }))).toThrow(`take a larger instance type or at most ${most} connections`);
});

test('fails with the MiB that are needed', () => {
  expect(() => size(load({ connections: 50_000 }))).toThrow(
    new Error(
      'connections is 50000, which needs 8940 MiB of memory, but the instance type has 2048 MiB: take a larger instance type or at most 8013 connections',
    ),
  );
});

test.each([
  [1, 4096],
  [4082, 4096],
  [4083, 8192],
  [8178, 8192],
  [8179, 16_384],
  [1_000_000, 16_384],
])('messages of %i bytes get buffers of %i', (messageBytes, bufferBytes) => {
  expect(size(load({ messageBytes, connections: 100 })).bufferBytes).toBe(bufferBytes);
});

describe('in front of an application on another machine', () => {
  test('there is no JVM to feed and one source address', () => {
    expect(size(load({ connections: 20_000, remote: true }))).toMatchObject({ sources: 1, heapMiB: 0, workerConnections: 28_246 });
  });

  test('fails above the ports of one address', () => {
    expect(() => size(load({ connections: 28_001, remote: true }))).toThrow(
      new Error(
        'connections is 28001, but one host has ports for 28000 connections to an application on another machine: ask for fewer, or run the application on the host itself',
      ),
    );
  });
});

const loads = fc.record({
  memoryMiB: fc.integer({ min: 512, max: 100_000 }),
  vcpus: fc.constantFrom(1, 2, 4, 8, 96),
  connections: fc.integer({ min: 1, max: 1_000_000 }),
  messageBytes: fc.integer({ min: 1, max: 100_000 }),
  remote: fc.boolean(),
});

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
      const [, needed, most] = /needs (\d+) MiB.* at most (\d+) connections/.exec(refusal(asked)) ?? [];
      if (needed === undefined) return;
      expect(refusal({ ...asked, memoryMiB: Number(needed) })).not.toContain('MiB');
      expect(refusal({ ...asked, memoryMiB: Number(needed) - 1 })).toContain('MiB');
      if (Number(most) > 0) expect(refusal({ ...asked, connections: Number(most) })).not.toContain('MiB');
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
      expect(made.tomcatConnections).toBeGreaterThan(asked.connections);
      expect(made.appOpenFiles).toBeGreaterThan(asked.connections);
      expect(made.backlog).toBeLessThanOrEqual(65_535);
      if (!asked.remote) {
        expect(asked.connections / made.sources).toBeLessThanOrEqual(12_000);
        expect(made.heapMiB * 1024 * 1024).toBeGreaterThan(asked.connections * 75_000);
        // The kernel ends a JVM at MemoryMax: a full heap, a ninth of it for the collector's tables and the JVM itself fit, and the machine has as much.
        expect((made.heapMiB * 10) / 9 + 250).toBeLessThanOrEqual(made.appMemoryMiB + 1);
        expect(made.appMemoryMiB + 150).toBeLessThan(0.925 * asked.memoryMiB);
      }
    }),
    { numRuns: 1000 },
  );
});
