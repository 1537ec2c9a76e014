import { Match, type Template } from 'aws-cdk-lib/assertions';
import { contextStack } from '../lib/app/context-stack';
import { MAX_START_SECONDS, NGINX_KEEPALIVE_SECONDS } from '../lib/chain/timeouts';
import { app, folder, ids, only, synthesizedStacks } from './ingress/synthesized';

/** What `npx cdk deploy -c domain=... -c zone=...` deploys, line by line against AWS's documentation; each test names the page. */
let template: Template;
const synthesize = async (context: Record<string, unknown> = {}) => {
  const stack = await contextStack(
    app({ jar: folder, domain: 'api.example.com', zone: 'example.com', zoneId: 'Z1', ...context }),
    () => undefined,
  );
  return synthesizedStacks(stack).SpringWebSocket!.template;
};
beforeAll(async () => {
  template = await synthesize();
});

const group = (of = template) => only(of, 'AWS::AutoScaling::AutoScalingGroup');
const rolling = (of = template) => group(of).UpdatePolicy.AutoScalingRollingUpdate as Record<string, any>;
const seconds = (iso: string) =>
  iso.match(/\d+[HMS]/g)!.reduce((sum, part) => sum + parseInt(part) * { H: 3600, M: 60, S: 1 }[part.at(-1) as 'H'], 0);

/** All that a resource waits for, through references and DependsOn. */
function awaited(id: string, seen = new Set<string>()): Set<string> {
  const resources = template.toJSON().Resources as Record<string, object>;
  const text = JSON.stringify(resources[id]);
  const named = [...text.matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/g), ...text.matchAll(/\$\{([A-Za-z0-9]+)/g)].map(([, name]) => name);
  const next = [...named, ...((resources[id] as { DependsOn?: string[] }).DependsOn ?? [])].filter(
    (name) => name in resources && !seen.has(name),
  );
  next.forEach((name) => seen.add(name));
  next.forEach((name) => awaited(name, seen));
  return seen;
}

describe('the group', () => {
  /** Elastic Load Balancing, "Target groups": a target is `unused` until a listener leads to its group. */
  test('waits for all that its hosts need or are judged by', () => {
    const waits = awaited(ids(template, 'AWS::AutoScaling::AutoScalingGroup')[0]);
    const needed = [
      'Logs::LogGroup',
      'IAM::Role',
      'IAM::Policy',
      'IAM::InstanceProfile',
      'EC2::LaunchTemplate',
      'EC2::Route',
      'EC2::SubnetRouteTableAssociation',
      'EC2::VPCGatewayAttachment',
      'ElasticLoadBalancingV2::LoadBalancer',
      'ElasticLoadBalancingV2::TargetGroup',
      'ElasticLoadBalancingV2::ListenerRule',
      'CertificateManager::Certificate',
    ].flatMap((type) => ids(template, `AWS::${type}`));
    expect(needed.filter((id) => !waits.has(id))).toEqual([]);
    expect([...waits].some((id) => id.includes('HttpsListener'))).toBe(true);
  });

  /**
   * CloudFormation, "UpdatePolicy attribute": MinInstancesInService below MaxSize; Launch, Terminate and AddToLoadBalancer are what
   * the update itself needs.
   */
  test('is updated host by host, while nothing interferes', () => {
    expect(rolling()).toEqual({
      MinInstancesInService: 1,
      MaxBatchSize: 1,
      WaitOnResourceSignals: true,
      PauseTime: 'PT20M',
      SuspendProcesses: ['HealthCheck', 'ReplaceUnhealthy', 'AZRebalance', 'AlarmNotification', 'ScheduledActions', 'InstanceRefresh'],
    });
    expect(rolling().MinInstancesInService).toBeLessThan(Number(group().Properties.MaxSize));
    expect(Object.keys(group().UpdatePolicy)).toEqual(['AutoScalingRollingUpdate', 'AutoScalingScheduledAction']);
  });

  /** The same page: what begins an update is a change of the launch template, which only its version shows. */
  test('is updated when the launch template is', () => {
    const [id] = ids(template, 'AWS::EC2::LaunchTemplate');
    expect(group().Properties.LaunchTemplate).toEqual({
      LaunchTemplateId: { Ref: id },
      Version: { 'Fn::GetAtt': [id, 'LatestVersionNumber'] },
    });
  });

  /**
   * "CreationPolicy attribute": as many signals as hosts are wanted. PauseTime: at most an hour. "Health check grace period": 0 s
   * unless set.
   */
  test.each([1, 300, MAX_START_SECONDS])(
    'with a start of %i s waits for one signal a host, within what CloudFormation can wait, before health counts',
    async (startTimeout) => {
      const made = await synthesize({ startTimeout });
      const { Count, Timeout } = group(made).CreationPolicy.ResourceSignal;
      expect(Count).toBe(Number(group(made).Properties.DesiredCapacity));
      expect(rolling(made).PauseTime).toBe(Timeout);
      expect(seconds(Timeout)).toBeLessThanOrEqual(3600);
      expect(seconds(Timeout)).toBeGreaterThan(startTimeout);
      expect(group(made).Properties.HealthCheckGracePeriod).toBeGreaterThanOrEqual(seconds(Timeout));
    },
  );

  /** Auto Scaling API, "InstanceMaintenancePolicy": both or none, at most 100 apart. */
  test('replaces a host that fails by starting the next one first', () => {
    const { MinHealthyPercentage: low, MaxHealthyPercentage: high } = group().Properties.InstanceMaintenancePolicy;
    expect([low, high, high - low]).toEqual([100, 200, 100]);
  });
});

/**
 * CloudFormation, "DeletionPolicy attribute": Retain keeps a resource when its creation is rolled back too, RetainExceptOnCreate
 * does not.
 */
test('a rollback or an end of the stack leaves the deployment log and nothing else', () => {
  const resources = Object.entries(
    template.toJSON().Resources as Record<string, { DeletionPolicy?: string; UpdateReplacePolicy?: string }>,
  );
  const kept = resources.filter(([, { DeletionPolicy, UpdateReplacePolicy }]) => DeletionPolicy ?? UpdateReplacePolicy);
  expect(kept.map(([id, { DeletionPolicy, UpdateReplacePolicy }]) => [id, DeletionPolicy, UpdateReplacePolicy])).toEqual([
    [ids(template, 'AWS::Logs::LogGroup')[0], 'Retain', 'Retain'],
  ]);
});

/** CloudFormation: a resource with a fixed name cannot be replaced, nor its stack deployed twice. */
test('nothing has a fixed name but the record', () => {
  const named = Object.values(template.toJSON().Resources as Record<string, { Type: string; Properties: object }>).filter(
    ({ Properties }) => Object.keys(Properties).some((name) => /^(Name|.*(Group|Role|Profile|Balancer|Template)Name)$/.test(name)),
  );
  expect(named.map(({ Type }) => Type)).toEqual(['AWS::Route53::RecordSet']);
});

/** EC2, "Preserve data when an instance is terminated": a volume that is not the root is kept unless the launch says otherwise. */
test('a host that goes leaves no disk behind', () => {
  template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: { BlockDeviceMappings: [{ Ebs: { Encrypted: true, DeleteOnTermination: true } }] },
  });
});

/** EC2, "Connection tracking": 60 s to 5 days. Longer than any idle timeout of the load balancer. */
test("the hosts' security group does not forget a silent socket", () => {
  template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: {
      NetworkInterfaces: [{ DeviceIndex: 0, ConnectionTrackingSpecification: { TcpEstablishedTimeout: NGINX_KEEPALIVE_SECONDS } }],
      SecurityGroupIds: Match.absent(),
    },
  });
});

/** EC2, "Subnets": only what asks for a public address gets one; a launch template that asks wins over the subnet. */
test('only hosts that ask have a public address', () => {
  template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
  template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: { NetworkInterfaces: [{ AssociatePublicIpAddress: true }] },
  });
});

describe('the load balancer', () => {
  const attributes = (type: string, key: string) =>
    Object.fromEntries((only(template, type).Properties[key] as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]));

  /** "Load balancer attributes": idle timeout 1-4000 s, xff_header_processing.mode append and desync mitigation defensive unless set. */
  test("keeps AWS's defaults where nginx relies on them", () => {
    const set = attributes('AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancerAttributes');
    expect(Object.keys(set).filter((key) => /xff|desync|preserve_host|client_keep_alive/.test(key))).toEqual([]);
    expect(Number(set['idle_timeout.timeout_seconds'])).toBeLessThan(NGINX_KEEPALIVE_SECONDS);
  });

  /** AWS::EC2::VPCGatewayAttachment: what needs the gateway must wait for its route. */
  test('stands in two zones that have a way to the internet', () => {
    const { Properties, DependsOn } = only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    expect(Properties.Subnets).toHaveLength(2);
    expect(DependsOn).toEqual([...ids(template, 'AWS::EC2::Route'), ...ids(template, 'AWS::EC2::SubnetRouteTableAssociation')].sort());
    Object.values(template.findResources('AWS::EC2::Route')).forEach((route) =>
      expect(route.DependsOn).toEqual(ids(template, 'AWS::EC2::VPCGatewayAttachment')),
    );
  });

  /**
   * "Health checks for target groups": the timeout is below the interval. A host is out of use within a minute, and back within
   * half of one.
   */
  test('judges a host within a minute', () => {
    const {
      HealthCheckIntervalSeconds: interval,
      HealthCheckTimeoutSeconds: timeout,
      HealthyThresholdCount: good,
      UnhealthyThresholdCount: bad,
    } = only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties;
    expect(timeout).toBeLessThan(interval);
    expect([interval * bad, interval * good]).toEqual([45, 30]);
  });

  /** "Edit target group attributes": what is open when a host leaves is cut then, and each update takes that much longer. */
  test("lets a leaving host's sockets go well before CloudFormation loses patience", () => {
    const set = attributes('AWS::ElasticLoadBalancingV2::TargetGroup', 'TargetGroupAttributes');
    expect(Number(set['deregistration_delay.timeout_seconds'])).toBeLessThan(seconds(rolling().PauseTime) / 2);
  });

  /** Route 53, "Values specific for simple alias records": an alias has no TTL, and the name of a load balancer its own zone. */
  test('is what the domain leads to', () => {
    const [id] = ids(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    template.hasResourceProperties('AWS::Route53::RecordSet', {
      TTL: Match.absent(),
      AliasTarget: {
        DNSName: { 'Fn::Join': ['', ['dualstack.', { 'Fn::GetAtt': [id, 'DNSName'] }]] },
        HostedZoneId: { 'Fn::GetAtt': [id, 'CanonicalHostedZoneID'] },
      },
    });
  });
});

/** Every property was read beside its page: one that is added later fails here until somebody has done so. */
test('nothing is in the template that nobody has reviewed', () => {
  const found: Record<string, Set<string>> = {};
  for (const { Type, Properties, ...rest } of Object.values(
    template.toJSON().Resources as Record<string, { Type: string; Properties: object }>,
  )) {
    const names = (found[Type.slice(5)] ??= new Set());
    [...Object.keys(Properties), ...Object.keys(rest)].forEach((name) => names.add(name));
  }
  expect(Object.fromEntries(Object.entries(found).map(([type, names]) => [type, [...names].sort().join(' ')]))).toEqual({
    'AutoScaling::AutoScalingGroup':
      'CreationPolicy DependsOn DesiredCapacity HealthCheckGracePeriod HealthCheckType ' +
      'InstanceMaintenancePolicy LaunchTemplate MaxSize MinSize TargetGroupARNs UpdatePolicy VPCZoneIdentifier',
    'CertificateManager::Certificate': 'DomainName DomainValidationOptions Tags ValidationMethod',
    'CloudWatch::Alarm':
      'AlarmDescription ComparisonOperator DatapointsToAlarm DependsOn Dimensions EvaluationPeriods MetricName Namespace Period ' +
      'Statistic Threshold TreatMissingData',
    'EC2::InternetGateway': 'Tags',
    'EC2::LaunchTemplate': 'DependsOn LaunchTemplateData Metadata TagSpecifications',
    'EC2::Route': 'DependsOn DestinationCidrBlock GatewayId RouteTableId',
    'EC2::RouteTable': 'Tags VpcId',
    'EC2::SecurityGroup': 'GroupDescription Metadata SecurityGroupEgress SecurityGroupIngress VpcId',
    'EC2::SecurityGroupEgress': 'Description DestinationSecurityGroupId FromPort GroupId IpProtocol ToPort',
    'EC2::SecurityGroupIngress': 'Description FromPort GroupId IpProtocol SourceSecurityGroupId ToPort',
    'EC2::Subnet': 'AvailabilityZone CidrBlock MapPublicIpOnLaunch Tags VpcId',
    'EC2::SubnetRouteTableAssociation': 'RouteTableId SubnetId',
    'EC2::VPC': 'CidrBlock EnableDnsHostnames EnableDnsSupport InstanceTenancy Tags',
    'EC2::VPCGatewayAttachment': 'InternetGatewayId VpcId',
    'ElasticLoadBalancingV2::Listener': 'Certificates DefaultActions LoadBalancerArn Port Protocol SslPolicy',
    'ElasticLoadBalancingV2::ListenerRule': 'Actions Conditions ListenerArn Priority',
    'ElasticLoadBalancingV2::LoadBalancer': 'DependsOn IpAddressType LoadBalancerAttributes Scheme SecurityGroups Subnets Type',
    'ElasticLoadBalancingV2::TargetGroup':
      'HealthCheckIntervalSeconds HealthCheckPath HealthCheckTimeoutSeconds HealthyThresholdCount Matcher ' +
      'Port Protocol ProtocolVersion TargetGroupAttributes TargetType UnhealthyThresholdCount VpcId',
    'IAM::InstanceProfile': 'Roles',
    'IAM::Policy': 'Metadata PolicyDocument PolicyName Roles',
    'IAM::Role': 'AssumeRolePolicyDocument',
    'Logs::LogGroup': 'DeletionPolicy RetentionInDays UpdateReplacePolicy',
    'Route53::RecordSet': 'AliasTarget HostedZoneId Name Type',
  });
});
