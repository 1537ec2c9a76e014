import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deployed } from '../../lib/cost/deployed';
import { machineOf, taskLike } from '../../lib/cost/machines';
import { month } from '../../lib/cost/month';
import { itemNames, Prices, tiered } from '../../lib/cost/prices';
import { HOURS, USUAL } from '../../lib/cost/usage';

interface Source {
  readonly date: string;
  readonly what: string;
  readonly at: string;
}
type Data = { readonly asOf: string; readonly sources: Record<string, Source>; readonly regions: Record<string, object> };

const DATA = JSON.parse(readFileSync(join(__dirname, '..', '..', 'lib', 'cost', 'prices.json'), 'utf8')) as Data;
const REGIONS = Object.keys(DATA.regions);

describe('the price file', () => {
  test('names a source for each price, and no other', () => {
    const { sources, ...prices } = DATA;
    const named = [...JSON.stringify(prices).matchAll(/,"([\w-]+)"\]|"(ec2-[\w-]+)":/g)].map(([, entry, family]) => entry ?? family!);
    expect([...new Set(named)].sort()).toEqual(Object.keys(sources).sort());
  });

  test('says of each source when it is from and where it is', () => {
    for (const [name, { date, what, at }] of Object.entries(DATA.sources)) {
      expect([name, date]).toEqual([name, expect.stringMatching(/^(\d{4}(-\d\d-\d\d)?|unknown)$/)]);
      expect([name, what, at]).not.toContain('');
    }
    expect(Object.values(DATA.sources).map(({ date }) => date)).toContain(DATA.asOf);
  });

  test.each(REGIONS)('%s has what every deployment needs', (region) => {
    const prices = new Prices(region);
    const needed = [
      't3.small',
      'm6i.large',
      'gp3Gb',
      'albHour',
      'lcuHour',
      'ipv4Hour',
      'natHour',
      'logsGb',
      'fargateVcpuHour',
      'fargateGbHour',
    ];
    expect(needed.filter((name) => !prices.find(name))).toEqual([]);
    expect(prices.outGb.at(-1)?.upTo).toBe(Infinity);
  });
});

test('a size of a family is in proportion to its large', () => {
  const prices = new Prices('us-east-1');
  const hour = (type: string) => Number(prices.find(type)?.dollars.toFixed(5));
  expect([hour('t3.nano'), hour('t3.small'), hour('m6i.large'), hour('m7g.4xlarge')]).toEqual([0.0052, 0.0208, 0.096, 0.6528]);
  expect([prices.find('m6i.huge'), prices.find('x9.large'), prices.find('t3')]).toEqual([undefined, undefined, undefined]);
});

test('a price falls with the amount', () => {
  const { outGb } = new Prices('us-east-1');
  expect(tiered(outGb, 60_000)).toBeCloseTo(10_240 * 0.09 + 40_960 * 0.085 + 8800 * 0.07, 2);
});

test('the task of Fargate like a machine', () => {
  expect(machineOf('t3.small')).toEqual({ vcpus: 2, memoryGib: 2 });
  expect(taskLike(machineOf('t3.small')!)).toEqual({ vcpus: 1, memoryGib: 2 });
  expect(taskLike(machineOf('m6i.large')!)).toEqual({ vcpus: 2, memoryGib: 8 });
  expect(taskLike(machineOf('c7g.2xlarge')!)).toEqual({ vcpus: 8, memoryGib: 16 });
  expect(machineOf('x9.large')).toBeUndefined();
});

test('logs cost again for as long as they are kept, and a broker has each message of each client', () => {
  const deployed: Deployed = {
    stack: 'Chat',
    hosts: {
      instanceType: 't3.small',
      mixed: false,
      minimum: 2,
      maximum: 2,
      socketsEach: 1000,
      diskGib: 16,
      publicAddress: false,
      metrics: 0,
      shipsLogs: true,
      through: 'broker',
    },
    ...{ loadBalancers: 0, loadBalancerAddresses: 0, rules: 1, natGateways: 0, engines: [], retentionDays: 90, alarms: 0 },
    ...{ dashboards: 0, canaries: [], secrets: 0, keys: 0, zones: 0, webAcls: 0, webAclRules: 0, others: {} },
  };
  const bill = month(deployed, { ...USUAL, logsGb: 3 }, 2, new Prices('us-east-1'));
  // Each message of each client passes the broker, half of them in another zone: 1 000 x 43 800 x 7 x 580 bytes.
  expect(bill.lines.find(({ what }) => what.includes('broker'))?.dollars).toBeCloseTo((1000 * 43_800 * 7 * 580 * 0.01) / 2 / 2 ** 30, 4);
  expect(bill.lines.filter(({ component }) => component === 'logs')).toEqual([
    { component: 'logs', what: '6.0 GB to CloudWatch Logs', dollars: 6 * 0.5, confirmed: true },
    { component: 'logs', what: '18 GB kept there', dollars: 18 * 0.03, confirmed: true },
  ]);
});

test('docs/cost.md has every name of a price and every region', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'cost.md'), 'utf8');
  expect([...itemNames(), ...REGIONS].filter((name) => !page.includes(name))).toEqual([]);
});

test('docs/several-hosts.md has what engines cost a month in us-east-1', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'several-hosts.md'), 'utf8');
  const prices = new Prices('us-east-1');
  for (const type of ['cache.t4g.micro', 'mq.t3.micro']) {
    expect(page).toContain(`two \`${type}\`: ${(2 * HOURS * prices.find(type)!.dollars).toFixed(2)} $`);
  }
});
