import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../lib/cli/main';
import { compare } from '../../lib/cost/comparison';
import { deployedIn } from '../../lib/cost/deployed';
import { estimate, type Estimate, type EstimateOptions } from '../../lib/cost/estimate';
import { itemNames, Prices } from '../../lib/cost/prices';
import { USUAL, type Usage } from '../../lib/cost/usage';
import { readAssembly } from '../../lib/rehearsal/cloud-assembly';
import { findHost } from '../../lib/rehearsal/host-in-template';
import { faultsOf } from '../cli/report-schema';
import { assembly, changed, oneHost, severalHosts, worded } from './deployments';
import { plot } from './plot';

const DOCS = join(__dirname, '..', '..', 'docs');
const GB = 1024 ** 3;
const one = assembly('us-east-1', oneHost);
const several = assembly('eu-central-1', severalHosts);

const estimateOf = (app: string, usage: Partial<Usage> = {}, more: Partial<EstimateOptions> = {}) =>
  estimate({ app, stacks: [], usage: { ...USUAL, ...usage }, prices: {}, ...more });
const lineOf = ({ lines }: Estimate, text: string) => lines.find(({ component, what }) => component === text || what.includes(text));

function dollars({ lines, total }: Estimate): object {
  const cents = (amount: number) => Number(amount.toFixed(2));
  return { lines: lines.map(({ component, what, dollars: amount }) => [component, what, cents(amount)]), total: cents(total) };
}

describe('two bills, worked out by hand', () => {
  /** 1 000 sockets on one t3.small in us-east-1, each open for an hour; 6 messages of 500 bytes a minute to each client. */
  test('one host', () => {
    // 43 800 minutes a month. A message of 500 bytes is 580 on the wire, a heart-beat of 1 byte 81, of which there are 60 / 25 = 2.4:
    // 6 x 580 + 2.4 x 81 = 3 674.4 bytes a minute. A socket is opened 43 800 / 60 = 730 times, for 6 000 bytes each.
    const out = (1000 * (43_800 * 3674.4 + 730 * 6000)) / GB;
    expect(out).toBeCloseTo(153.965, 3);
    expect(dollars(estimateOf(one))).toEqual({
      lines: [
        ['hosts', '1 x t3.small, On-Demand', 15.18], //                730 h x 0.0208
        ['disks', '1 x 16 GB of gp3', 1.28], //                         16 GB x 0.08
        ['load balancer', '1 Application Load Balancer', 16.43], //     730 h x 0.0225 = 16.425
        ['load balancer', '0.33 capacity units (LCU) on average, by open connections', 1.95], // 1 000 / 3 000 x 730 h x 0.008
        ['addresses', 'public IPv4: 2 of the load balancer, 1 of the hosts', 10.95], //        3 x 730 h x 0.005
        ['traffic', '154 GB to clients', 13.86], //                     153.965 GB x 0.09
      ],
      total: 59.64, // 15.184 + 1.28 + 16.425 + 1.947 + 10.95 + 13.857
    });
  });

  /** 20 000 sockets in ap-northeast-1 on hosts of 3 500 (70 % of 5 000), each open for half an hour, with short messages. */
  test('several hosts with an engine', () => {
    const usage = { sockets: 20_000, received: 2, sent: 0.5, bytes: 200, heartbeatSeconds: 10, sessionMinutes: 30 };
    // To a client 2 x 280 + 6 x 81 = 1 046 bytes a minute, and 43 800 / 30 = 1 460 handshakes of 6 000 bytes.
    const out = (20_000 * (43_800 * 1046 + 1460 * 6000)) / GB;
    expect(out).toBeCloseTo(1016.53, 2);
    // A client sends 0.5 x 280 = 140 bytes a minute: once to the engine and from there to 6 hosts, half of it to another zone.
    const between = (20_000 * 43_800 * 140 * (1 + 6)) / 2 / GB;
    expect(between).toBeCloseTo(399.76, 2);
    const estimated = estimateOf(several, usage, { region: 'ap-northeast-1' });
    expect(dollars(estimated)).toEqual({
      lines: [
        ['hosts', '6 x t3.small, On-Demand', 119.14], //               20 000 / 3 500 = 5.7; 6 x 730 h x 0.0272
        ['disks', '6 x 16 GB of gp3', 9.22], //                         96 GB x 0.096
        ['load balancer', '1 Application Load Balancer', 17.74], //     730 h x 0.0243
        ['load balancer', '6.67 capacity units (LCU) on average, by open connections', 38.93], // 20 000 / 3 000 x 730 h x 0.008
        ['addresses', 'public IPv4: 2 of the load balancer, 1 of NAT gateways', 10.95], //       3 x 730 h x 0.005
        ['NAT gateways', '1 NAT gateway, without the GB that go through', 45.26], //             730 h x 0.062
        ['traffic', '1017 GB to clients', 115.88], //                   1 016.53 GB x 0.114
        ['traffic', '400 GB between zones, to and from the engine', 4], // 399.76 GB x 0.01
        ['engine', '2 x cache.t4g.micro (ElastiCache)', 29.2], //       2 x 730 h x 0.02
        ['metrics', '4 metrics of the hosts', 1.2], //                  two of alarms, two of messaging: 4 x 0.30
        ['metrics', 'a call a minute from each host', 2.63], //         6 x 43 800 / 1 000 x 0.01
        ['metrics', '8 alarms', 0.8], //                                five, the engine's, and two that Auto Scaling makes: 8 x 0.10
        ['secrets and keys', '1 secret', 0.4],
      ],
      total: 395.34,
    });
    expect(estimated.hosts).toMatchObject({ minimum: 2, maximum: 6, socketsEach: 3500, needed: 6, count: 6 });
    expect(estimated.atMost).toBe(estimated.total);
    // With 2 hosts: 4 x (730 x 0.0272 + 16 x 0.096 + 43.8 x 0.01) less, and (6 - 2) / 7 of what goes between zones.
    expect(estimated.atMost - estimated.atLeast).toBeCloseTo(4 * (19.856 + 1.536 + 0.438) + (4 / 7) * 3.9976, 2);
  });
});

describe('what is read from the template', () => {
  test('more sockets than hosts: as many as there may be are counted, and it says how many are needed', () => {
    const estimated = estimateOf(one, { sockets: 12_000 });
    expect(estimated.hosts).toMatchObject({ minimum: 1, maximum: 1, socketsEach: 5000, needed: 3, count: 1 });
    expect(lineOf(estimated, 'hosts')?.what).toBe('1 x t3.small, On-Demand');
  });

  test('the dimension of a capacity unit that takes most', () => {
    const units = (usage: Partial<Usage>) => lineOf(estimateOf(one, usage), 'LCU')?.what;
    expect(units({ sessionMinutes: 1, received: 0 })).toBe('0.67 capacity units (LCU) on average, by new connections');
    expect(units({ bytes: 5000, received: 60 })).toBe('18.16 capacity units (LCU) on average, by bytes');
  });

  test('what else an app has: counted, free, or named as not counted', () => {
    const app = changed(one, (all) => ({
      ...all,
      Acl: { Type: 'AWS::WAFv2::WebACL', Properties: { Rules: [{}, {}] } },
      Key: { Type: 'AWS::KMS::Key' },
      Zone: { Type: 'AWS::Route53::HostedZone' },
      Board: { Type: 'AWS::CloudWatch::Dashboard' },
      Share: { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [{ MetricStat: {} }, { MetricStat: {} }, { Expression: 'a / b' }] } },
      Broker: { Type: 'AWS::AmazonMQ::Broker', Properties: { HostInstanceType: 'mq.m5.large', DeploymentMode: 'CLUSTER_MULTI_AZ' } },
      Topic: { Type: 'AWS::SNS::Topic' },
      Db: { Type: 'AWS::RDS::DBInstance' },
      Replica: { Type: 'AWS::RDS::DBInstance' },
    }));
    const estimated = estimateOf(app);
    const added = estimated.lines.slice(estimateOf(one).lines.length - estimated.lines.length);
    expect(added.map(({ what, dollars: amount }) => [what, Number(amount.toFixed(3))])).toEqual([
      ['3 x mq.m5.large (Amazon MQ)', 630.72], // 3 x 730 h x 0.288
      ['2 alarms', 0.2], //                       one that computes with two metrics
      ['1 dashboard', 3],
      ['1 key of KMS', 1],
      ['1 hosted zone of Route 53', 0.5],
      ['1 web ACL', 5],
      ['2 rules', 2],
      ['a request for each new socket', 0.438], // 1 000 x 730 / 1 million x 0.60
    ]);
    expect(estimated.notCounted).toEqual(expect.arrayContaining(['the storage of Amazon MQ', '2 x AWS::RDS::DBInstance']));
    expect(estimated.notCounted.join()).not.toMatch(/SNS|IAM|Subnet/);
  });

  test('Spot Instances and several types are counted as the first type, On-Demand', () => {
    const app = changed(one, (all) =>
      Object.fromEntries(
        Object.entries(all).map(([id, { Type, ...rest }]) => {
          const { LaunchTemplate, ...properties } = (rest.Properties ?? {}) as { LaunchTemplate?: object };
          const policy = { LaunchTemplate: { LaunchTemplateSpecification: LaunchTemplate, Overrides: [{ InstanceType: 'm7g.large' }] } };
          const mixed = { ...rest, Properties: { ...properties, MixedInstancesPolicy: policy } };
          return [id, { Type, ...(Type === 'AWS::AutoScaling::AutoScalingGroup' ? mixed : rest) }];
        }),
      ),
    );
    const estimated = estimateOf(app);
    expect(lineOf(estimated, 'hosts')?.what).toBe('1 x m7g.large, On-Demand');
    expect(estimated.notCounted[0]).toMatch(/^Spot prices and other instance types of the group: all hosts are counted as m7g\.large/);
  });

  test('a load balancer that is elsewhere is not counted, and an internal one has no public address', () => {
    const of = (scheme?: string) =>
      changed(one, (all) =>
        Object.fromEntries(
          Object.entries(all).flatMap(([id, each]) => {
            const isBalancer = each.Type === 'AWS::ElasticLoadBalancingV2::LoadBalancer';
            return isBalancer && !scheme ? [] : [[id, isBalancer ? { ...each, Properties: { ...each.Properties, Scheme: scheme } } : each]];
          }),
        ),
      );
    expect(lineOf(estimateOf(of()), 'load balancer')).toBeUndefined();
    expect(estimateOf(of()).notCounted).toContain('a load balancer: it is not in these stacks');
    expect(lineOf(estimateOf(of('internal')), 'addresses')?.what).toBe('public IPv4: 1 of the hosts');
  });
});

describe('prices of one’s own', () => {
  test('what has no price is named with the option that gives one, and is not counted', () => {
    const estimated = estimateOf(several);
    expect(lineOf(estimated, 'engine ')).toBeUndefined();
    expect(estimated.missingPrices).toEqual(['cache.t4g.micro']);
    expect(estimated.notCounted[0]).toBe(
      '2 x cache.t4g.micro (ElastiCache): no price is known, give it with --price cache.t4g.micro=<dollars>',
    );
  });

  test('a given price is counted', () => {
    const estimated = estimateOf(several, {}, { prices: { 'cache.t4g.micro': 0.015, 't3.small': 1, outGb: 0, gp3Gb: 0.1 } });
    expect(lineOf(estimated, 'ElastiCache')?.dollars).toBeCloseTo(2 * 730 * 0.015);
    expect(lineOf(estimated, 'hosts')?.dollars).toBe(2 * 730);
    expect(lineOf(estimated, 'disks')?.confirmed).toBe(true);
    expect(lineOf(estimated, 'to clients')).toBeUndefined();
    expect(estimated.missingPrices).toEqual([]);
  });

  test('a price that no source shows is marked', () => {
    const doubtful = estimateOf(several).lines.filter(({ confirmed }) => !confirmed);
    expect(doubtful.map(({ component }) => component)).toEqual(['disks', 'load balancer', 'NAT gateways']);
  });

  test('fails: a name that is no price, a region or an instance type without prices, a stack without a region', () => {
    const anywhere = worded(one, 'aws://123456789012/us-east-1', 'aws://unknown-account/unknown-region');
    const typed = worded(one, '"t3.small"', '"x9.large"');
    expect(() => estimateOf(one, {}, { prices: { disk: 1 } })).toThrow(
      `--price disk is no price: give an instance type, such as t3.small, or one of ${itemNames().join(', ')}`,
    );
    expect(() => estimateOf(one, {}, { region: 'mars-1' })).toThrow(
      'no prices of mars-1 are known: give --region us-east-1, us-west-2, eu-west-1, eu-central-1, ap-southeast-1, ap-northeast-1, ' +
        'whichever is nearest in price, and what differs with --price, such as --price t3.small=0.0208',
    );
    expect(() => estimateOf(typed)).toThrow(
      'no price of x9.large in us-east-1 is known: give what it costs by the hour, such as --price x9.large=0.1',
    );
    expect(() => estimateOf(anywhere)).toThrow(
      'the stack Chat is for any region (it has no env): say whose prices to take, such as --region eu-central-1',
    );
  });
});

describe('the command', () => {
  const cost = async (...argv: readonly string[]) => {
    const written = { out: '', err: '' };
    const code = await main(['cost', ...argv], { write: (text) => (written.out += text) }, { write: (text) => (written.err += text) });
    return { ...written, code };
  };

  test('the page', async () => {
    const { out, err, code } = await cost('--app', several, '--sockets', '25000');
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toMatchSnapshot();
  });

  test('JSON is as the schema says, of stacks and a region that are named', async () => {
    const words = ['--app', several, '--stack', 'Chat', '--region', 'us-east-1', '--heartbeat', '0', '--sent', '0.5', '--json'];
    const { out, err, code } = await cost(...words);
    expect({ err, code }).toEqual({ err: '', code: 0 });
    const report = JSON.parse(out) as object;
    expect(faultsOf(report)).toEqual([]);
    expect(report).toMatchObject({ report: 'cost', stack: 'Chat', region: 'us-east-1', usage: { sent: 0.5, heartbeatSeconds: 0 } });
  });

  test.each([
    [['--app', '/nowhere'], 'no cloud assembly in /nowhere: run npx cdk synth first, or name its folder with --app'],
    [['--stack', 'Other'], 'no host of this library in the synthesized stacks (none): '],
    [['--sockets', '0'], '--sockets is 0: write a whole number, 1 or more, such as --sockets 1000'],
    [['--size', '1.5'], '--size is 1.5: write a whole number, 1 or more, such as --size 500'],
    [['--received', 'many'], '--received is many: write a number, 0 or more, such as --received 6'],
    [['--price', 't3.small'], '--price is t3.small: write a name and US dollars, such as --price t3.small=0.0208'],
    [['--regions', 'x'], '--regions is no option of this command; did you mean --region?'],
  ])('fails: %j', async (argv, message) => {
    const { out, err, code } = await cost(...(argv.includes('--app') ? [] : ['--app', several]), ...argv);
    expect({ out, code }).toEqual({ out: '', code: 2 });
    expect(err).toContain(`error: ${message}`);
  });
});

test('the plot of docs/cost.md is the one of these prices (UPDATE_GENERATED=1 writes it)', () => {
  const templates = readAssembly(several);
  const deployed = deployedIn(templates, findHost(templates));
  const prices = new Prices('us-east-1');
  const sockets = Array.from({ length: 31 }, (_, index) => Math.round(10 ** (2 + index / 10)));
  const svg = plot(
    `Two and more t3.small with Valkey and a NAT gateway, in us-east-1, ${prices.asOf}`,
    sockets.map((count) => compare(deployed, { ...USUAL, sockets: count }, prices)),
  );
  const file = join(DOCS, 'cost.svg');
  if (process.env.UPDATE_GENERATED === '1') writeFileSync(file, svg);
  expect(readFileSync(file, 'utf8')).toBe(svg);
});
