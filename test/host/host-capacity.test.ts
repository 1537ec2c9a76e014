import { Lazy, Size } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { HostCapacity } from '../../lib/host/host-capacity';

const machine = (name: string) => HostCapacity.oneHost({ instanceType: new InstanceType(name) })._machine;

test('without a word: a t3.small for 5000 sockets of 1 KiB', () => {
  const { _instanceType, ...rest } = HostCapacity.oneHost();
  expect(_instanceType.toString()).toBe('t3.small');
  expect(rest).toMatchObject({ _machine: { memoryMiB: 2048, vcpus: 2 }, _connections: 5000, _messageBytes: 1024, _diskGiB: 16 });
  expect(rest._group).toEqual({ several: false, min: 1, max: 2, desired: 1, batch: 1 });
});

/** From AWS's instance type pages. */
test.each([
  ['t3.nano', 512, 2],
  ['t3.micro', 1024, 2],
  ['t3a.medium', 4096, 2],
  ['t4g.small', 2048, 2],
  ['t4g.xlarge', 16_384, 4],
  ['t3.2xlarge', 32_768, 8],
  ['m6g.medium', 4096, 1],
  ['m7i.large', 8192, 2],
  ['m6i.xlarge', 16_384, 4],
  ['m5.24xlarge', 393_216, 96],
  ['c7g.large', 4096, 2],
  ['c5.9xlarge', 73_728, 36],
  ['c7i-flex.large', 4096, 2],
  ['r7g.medium', 8192, 1],
  ['r6i.2xlarge', 65_536, 8],
])('%s has %i MiB and %i vCPUs', (name, memoryMiB, vcpus) => {
  expect(machine(name)).toEqual({ memoryMiB, vcpus });
});

test.each(['x2gd.large', 'i3.metal', 'p3dn.24xlarge', 'a1.large', 'm5.metal', 'z1d.large', 'nonsense'])(
  'fails with %s, whose memory is another than its family says',
  (name) => {
    expect(() => machine(name)).toThrow(
      `instanceType is ${name}, whose memory this library does not know: give memory and vcpus beside it, such as Size.gibibytes(8) and 2`,
    );
  },
);

test.each(['t1.micro', 't2.micro', 'm4.large', 'm3.medium', 'c4.large', 'r4.large', 'i3.large', 'd2.xlarge', 'x1e.xlarge', 'g3s.xlarge'])(
  'fails with %s, which is not built on the Nitro System, even when its memory is given',
  (name) => {
    const given = { instanceType: new InstanceType(name), memory: Size.gibibytes(8), vcpus: 2 };
    expect(() => HostCapacity.oneHost(given)).toThrow(
      new Error(
        `instanceType is ${name}, which is not built on the Nitro System, ` +
          'so EC2 refuses the connection tracking timeout that sockets need: take a newer type, such as t3.small or m7i.large',
      ),
    );
  },
);

test('fails with a type that only AWS knows', () => {
  const instanceType = new InstanceType(Lazy.string({ produce: () => 't3.small' }));
  expect(() => HostCapacity.oneHost({ instanceType })).toThrow(/^instanceType is .*give memory and vcpus/);
});

test('memory and vCPUs of a type that is not known can be said', () => {
  expect(HostCapacity.oneHost({ instanceType: new InstanceType('x2gd.large'), memory: Size.gibibytes(32), vcpus: 2 })._machine).toEqual({
    memoryMiB: 32_768,
    vcpus: 2,
  });
});

test('each of them alone wins over what is known', () => {
  const instanceType = new InstanceType('m6i.large');
  expect(HostCapacity.oneHost({ instanceType, memory: Size.gibibytes(4) })._machine).toEqual({ memoryMiB: 4096, vcpus: 2 });
  expect(HostCapacity.oneHost({ instanceType, vcpus: 1 })._machine).toEqual({ memoryMiB: 8192, vcpus: 1 });
});

test.each([0, -1, 1.5, NaN])('fails with %d connections', (connections) => {
  expect(() => HostCapacity.oneHost({ connections })).toThrow(
    new Error(`connections is ${connections}: give a whole number of sockets, 1 or more`),
  );
});

test.each([0, -1, 1.5, NaN])('fails with %d vCPUs', (vcpus) => {
  expect(() => HostCapacity.oneHost({ memory: Size.gibibytes(8), vcpus })).toThrow(new RegExp(`^vcpus is ${vcpus}: `));
});

test('fails with a disk that no image fits on', () => {
  expect(() => HostCapacity.oneHost({ disk: Size.gibibytes(4) })).toThrow(/^disk is 4 GiB: /);
});
