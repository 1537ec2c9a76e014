import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { faultsOf } from '../../cli/report-schema';
import { classicLoadBalancer, classicTemplate, consoleText, failedLaunch, noLatestConsole, targetHealth, userData } from './answers';
import { Lab, type Deployed } from './lab';
import { SCENARIOS } from './scenarios';
import type { Change } from './stand-in';
import { ref, SCRIPT } from './template';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.start();
}, 300_000);
afterAll(() => lab.stop());

const doctor = async (...words: string[]) => {
  const { report, code } = await lab.doctor([...words, '--json']);
  expect(faultsOf(report)).toEqual([]);
  return { ...report, code };
};
const answerTo = (report: { answers: readonly { question: string; verdict: string; summary: string }[] }, question: string) =>
  report.answers.find((answer) => answer.question === question);

describe('a chain that nothing is wrong with', () => {
  let chain: Deployed;
  beforeAll(async () => {
    chain = await lab.deploy();
  });

  test('is healthy by its stack', async () => {
    const report = await doctor('--stack', chain.name);
    expect(report.code).toBe(0);
    expect(report.answers.map(({ question, verdict }) => [question, verdict])).toEqual([
      ['stack', 'healthy'],
      ['record', 'healthy'],
      ['certificate', 'healthy'],
      ['load-balancer', 'healthy'],
      ['listener', 'healthy'],
      ['target-group', 'healthy'],
      ['instance', 'healthy'],
      ['security-group', 'healthy'],
      ['target-health', 'healthy'],
      ['user-data', 'healthy'],
      ['console', 'healthy'],
      ['deployment-log', 'healthy'],
    ]);
    expect(report.notices).toEqual([]);
  });

  test('is healthy by its instance, whatever made it', async () => {
    const report = await doctor('--instance', chain.host);
    expect([report.code, report.answers.filter(({ verdict }) => verdict !== 'healthy')]).toEqual([0, []]);
    expect(answerTo(report, 'listener')?.summary).toBe(`HTTPS 443 for api.${chain.name}.example.com`);
  });

  test('shows its hops and nothing of what else is in the user data', async () => {
    const { stdout, stderr, code } = await lab.doctor(['--stack', chain.name]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('dns ok -- tls ok -- load-balancer ok -- host ok -- nginx ok');
    const { stdout: json } = await lab.doctor(['--stack', chain.name, '--json']);
    expect(stdout + json).not.toContain('correct-horse');
  });

  test('a console without its newest output is read as it was at boot', async () => {
    lab.answer(
      noLatestConsole,
      consoleText('nginx: [emerg] unknown directive "proxy_pas" in /etc/nginx/conf.d/chat.conf:5\n'),
      targetHealth(chain.host, 80, 'unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'),
    );
    const { cause, code } = await doctor('--stack', chain.name);
    expect([code, cause?.code, cause?.detail]).toEqual([
      1,
      'NGX-CONFIG-INVALID',
      'nginx: [emerg] unknown directive "proxy_pas" in /etc/nginx/conf.d/chat.conf:5',
    ]);
    lab.answer();
  });
});

test.each(Object.entries(SCENARIOS))('%s', async (_, { change, afterwards, code, hop, detail, consequences = [], notice }) => {
  const chain = await lab.deploy(change);
  await afterwards?.(chain, lab);
  const report = await doctor('--stack', chain.name);
  const found = notice ? report.notices.find((each) => each.code === code) : report.cause;
  expect([report.code, found?.code, found?.hop]).toEqual([notice ? 0 : 1, code, hop]);
  expect(found?.detail).toContain(detail(chain));
  expect(found?.paste ?? found?.cure).not.toBe('');
  expect(report.cause?.consequences ?? []).toEqual(consequences);
});

describe('a Classic Load Balancer', () => {
  /** The stack's only load balancer, or one beside the Application Load Balancer of a healthy chain. */
  const deploy = async (template: string, alone = true) => {
    const { name } = await lab.deploy(
      (resources) => alone && ['Listener', 'Rule', 'Record', 'Balancer', 'Targets'].forEach((each) => delete resources[each]),
      !alone,
    );
    lab.answer(classicLoadBalancer('old', template));
    return doctor('--stack', name);
  };

  test.each([
    ['HTTP 80', classicTemplate('HTTP')],
    ['HTTPS 80, HTTP 81', classicTemplate('https', 'HTTP')],
    [
      'HTTP 80',
      'Resources:\n  Classic:\n    Properties:\n      Listeners: [{ Protocol: http, LoadBalancerPort: "80", InstancePort: !Ref Port }]',
    ],
  ])('with %s drops the Upgrade header (%#)', async (listeners, template) => {
    const { code, cause } = await deploy(template);
    expect([code, cause?.code, cause?.hop, cause?.detail]).toEqual([1, 'CLB-HTTP', 'load-balancer', `old has ${listeners}`]);
  });

  test('with TCP and SSL carries WebSockets', async () => {
    const report = await deploy(classicTemplate('TCP', 'SSL'));
    expect([report.code, report.cause, report.notices]).toEqual([0, undefined, []]);
    expect(answerTo(report, 'load-balancer')?.summary).toBe('old is a Classic Load Balancer with TCP 80, SSL 81');
  });

  test('needs no target group for its hosts', async () => {
    const { name, host } = await lab.deploy();
    const member =
      `<member><LogicalResourceId>Host</LogicalResourceId><PhysicalResourceId>${host}</PhysicalResourceId>` +
      '<ResourceType>AWS::EC2::Instance</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>';
    const hostAlone = (said: string) =>
      said
        .replaceAll('AWS::ElasticLoadBalancingV2::', 'AWS::Other::')
        .replace('</StackResourceSummaries>', `${member}$&`)
        .replace(/<TargetGroups>[^]*<\/TargetGroups>/, '<TargetGroups/>');
    const problems = async () =>
      (await doctor('--stack', name)).answers.filter(({ verdict }) => verdict === 'problem').map(({ question }) => question);
    const asked: Change = ({ action, said }) => (/StackResources|TargetGroups/.test(action) ? { body: hostAlone(said) } : undefined);
    lab.answer(userData(SCRIPT), asked);
    const without = await problems();
    const classic = classicLoadBalancer('old', classicTemplate('TCP'));
    lab.answer(userData(SCRIPT), (call) => classic({ ...call, said: hostAlone(call.said) }) ?? asked(call));
    expect([without, await problems()]).toEqual([['target-group'], []]);
  });

  test.each([
    ['beside an Application Load Balancer', classicTemplate('HTTP'), false],
    ['with a TCP listener too', classicTemplate('HTTP', 'TCP'), true],
  ])('%s is something to know', async (_, template, alone) => {
    const { code, notices } = await deploy(template, alone);
    const [{ code: found, detail } = { code: undefined, detail: undefined }] = notices;
    expect([code, found, detail]).toEqual([0, 'CLB-HTTP', 'old has HTTP 80: harmless while WebSockets do not come by there']);
  });

  test.each([
    ['a parameter for its protocol', classicTemplate('TCP', { Ref: 'Protocol' })],
    [
      'a parameter for its protocol, in YAML',
      'Resources: { Classic: { Properties: { Listeners: [{ Protocol: !Ref P, LoadBalancerPort: 80 }] } } }',
    ],
    ['no template', '{'],
    ['another template', '[]'],
  ])('with %s cannot be judged, but beside another one does not matter', async (_, template) => {
    const alone = await deploy(template);
    const beside = await deploy(template, false);
    expect([alone, beside].map(({ code, cause }) => [code, cause?.code])).toEqual([
      [2, undefined],
      [0, undefined],
    ]);
  });
});

test('a target group without targets', async () => {
  const chain = await lab.deploy();
  lab.answer((call) =>
    call.action === 'DescribeTargetHealth'
      ? {
          body:
            '<DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">' +
            '<DescribeTargetHealthResult><TargetHealthDescriptions/></DescribeTargetHealthResult></DescribeTargetHealthResponse>',
        }
      : undefined,
  );
  const { cause } = await doctor('--stack', chain.name);
  expect([cause?.code, cause?.detail]).toEqual(['ALB-NO-TARGETS', `target group ${chain.name} is empty`]);
});

describe('hosts that wrote why they stayed out of service', () => {
  const said = 'PROXY-UPGRADE-MISSING at nginx: nginx does not pass the Upgrade header on (route /ws-stomp: 400). Add two lines.';
  const write = async (logGroupName: string, logStreamName: string) => {
    const logs = new CloudWatchLogs(lab.sdk);
    await logs.createLogStream({ logGroupName, logStreamName });
    await logs.putLogEvents({
      logGroupName,
      logStreamName,
      logEvents: [{ timestamp: Date.now(), message: `${said}\nlast lines of a unit` }],
    });
    logs.destroy();
  };

  test('after a rollback that left nothing but the log', async () => {
    const chain = await lab.deploy(
      (resources) =>
        Object.keys(resources)
          .filter((name) => name !== 'DeploymentLog')
          .forEach((name) => delete resources[name]),
      false,
    );
    await write(chain.id('DeploymentLog'), 'i-0123456789abcdef0');
    lab.answer((call) =>
      call.action === 'DescribeStacks' ? { body: call.said.replace('CREATE_COMPLETE', 'ROLLBACK_COMPLETE') } : undefined,
    );
    const report = await doctor('--stack', chain.name);
    expect([report.code, report.cause?.code, report.cause?.detail]).toEqual([1, 'PROXY-UPGRADE-MISSING', `i-0123456789abcdef0: ${said}`]);
    expect(report.cause?.consequences).toEqual([expect.stringMatching(/^stack: chat\d+ is ROLLBACK_COMPLETE/)]);
  });

  test('before a deployment that went well is no cause of today', async () => {
    const chain = await lab.deploy();
    await write(chain.id('DeploymentLog'), 'i-0123456789abcdef0');
    const report = await doctor('--stack', chain.name);
    expect([report.code, answerTo(report, 'deployment-log')?.summary]).toEqual([
      0,
      `nothing about the hosts of today; i-0123456789abcdef0 said: ${said}`,
    ]);
  });
});

test('an Auto Scaling group whose launches fail', async () => {
  const chain = await lab.deploy((resources) => {
    resources.Template = {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: { LaunchTemplateData: { ImageId: 'ami-12345678', InstanceType: 't3.small' } },
    };
    resources.Group = {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        MinSize: '0',
        MaxSize: '2',
        DesiredCapacity: '2',
        TargetGroupARNs: [ref('Targets')],
        VPCZoneIdentifier: [ref('SubnetA')],
        LaunchTemplate: { LaunchTemplateId: ref('Template'), Version: '1' },
      },
    };
  });
  const limit = 'You have requested more vCPU capacity than your current vCPU limit allows.';
  lab.answer(failedLaunch(limit), (call) =>
    call.action === 'DescribeAutoScalingGroups' ? { body: call.said.replace(/<Instances>[^]*?<\/Instances>/, '<Instances/>') } : undefined,
  );
  const { cause } = await doctor('--stack', chain.name);
  expect([cause?.code, cause?.hop, cause?.detail]).toEqual([
    'ASG-NO-INSTANCE',
    'host',
    `${chain.id('Group')}: 0 of 2 in service: ${limit}`,
  ]);
});
