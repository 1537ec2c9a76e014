import { App, CfnParameter, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { ServiceDomain } from '../../lib/ingress/service-domain';
import { zone } from './synthesized';

const stack = new Stack(new App(), 'Stack');
const example = zone(stack);
const unknown = HostedZone.fromHostedZoneAttributes(stack, 'Unknown', {
  hostedZoneId: 'Z2',
  zoneName: Lazy.string({ produce: () => 'example.com' }),
});
const certificate = Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:123456789012:certificate/c');

test.each([
  [undefined, 'example.com'],
  ['example.com', 'example.com'],
  ['api', 'api.example.com'],
  ['api.example.com', 'api.example.com'],
  ['v2.api.example.com', 'v2.api.example.com'],
])('the name %j in the zone example.com is %s', (name, full) => {
  expect(ServiceDomain.inZone(example, name).names).toEqual([full]);
});

test('further names are of the zone too', () => {
  expect(ServiceDomain.inZone(example, 'api', { alsoNames: ['chat', 'example.com'] }).names).toEqual([
    'api.example.com',
    'chat.example.com',
    'example.com',
  ]);
});

test('a zone whose name only AWS knows takes short and whole names', () => {
  expect(ServiceDomain.inZone(unknown, 'api.example.com').names).toEqual(['api.example.com']);
  expect(stack.resolve(ServiceDomain.inZone(unknown, 'api').names)).toEqual(['api.example.com']);
});

const parameter = (name: string) => (made: Stack) => new CfnParameter(made, name).valueAsString;

test.each([
  ['a zone whose name only AWS knows', parameter('ZoneName'), () => 'api.example.com', 'api.example.com.'],
  ['a name that only AWS knows', () => 'example.com', parameter('Name'), { 'Fn::Join': ['', [{ Ref: 'Name' }, '.']] }],
])('the record in %s is the whole name and no more', (_title, zoneName, name, record) => {
  const made = new Stack(new App(), 'Stack');
  const given = HostedZone.fromHostedZoneAttributes(made, 'Zone', { hostedZoneId: 'Z1', zoneName: zoneName(made) });
  const loadBalancer = new ApplicationLoadBalancer(made, 'LoadBalancer', { vpc: new Vpc(made, 'Vpc') });
  ServiceDomain.inZone(given, name(made))._point(made, loadBalancer, false);
  Template.fromStack(made).hasResourceProperties('AWS::Route53::RecordSet', { Name: record });
});

test('a name outside of Route 53', () => {
  expect(ServiceDomain.external('chat.example.org', certificate, { alsoNames: ['www.example.org'] }).names).toEqual([
    'chat.example.org',
    'www.example.org',
  ]);
});

const rule = 'write a host name such as api.example.com, without scheme, port, path or wildcard';

test.each([
  ['https://api.example.com', `domain is 'https://api.example.com': ${rule}`],
  ['api.example.com:443', `domain is 'api.example.com:443': ${rule}`],
  ['api.example.com/ws', `domain is 'api.example.com/ws': ${rule}`],
  ['*.example.com', `domain is '*.example.com': ${rule}`],
  ['api..example.com', `domain is 'api..example.com': ${rule}`],
  ['-api', `domain is '-api': ${rule}`],
  ['a_b', `domain is 'a_b': ${rule}`],
  ['api\n', `domain is 'api\n': ${rule}`],
  ['räume', `domain is 'räume': ${rule}`],
  ['a'.repeat(64), `domain is '${'a'.repeat(64)}': ${rule}`],
  ['a.'.repeat(130), rule],
  [
    'api.example.org',
    "domain is 'api.example.org', which is outside the zone example.com: write 'api.example.com' or take the zone of api.example.org",
  ],
  [
    'notexample.com',
    "domain is 'notexample.com', which is outside the zone example.com: write 'notexample.example.com' or take the zone of notexample.com",
  ],
])('fails with the name %j', (name, message) => {
  expect(() => ServiceDomain.inZone(example, name)).toThrow(message);
  expect(() => ServiceDomain.inZone(example, 'api', { alsoNames: [name] })).toThrow(message);
});

test('fails with a name of the zone that is too long in the end', () => {
  const long = Array.from({ length: 4 }, () => 'a'.repeat(60)).join('.');
  expect(() => ServiceDomain.inZone(example, `${long}.example.com`)).toThrow(rule);
  const deep = HostedZone.fromHostedZoneAttributes(stack, 'Deep', { hostedZoneId: 'Z3', zoneName: `${long}.example.com` });
  expect(() => ServiceDomain.inZone(deep, 'b'.repeat(10))).toThrow(rule);
});

test.each([
  ['api', 'api.example.com'],
  ['api', 'api'],
])('fails when %j and %j are the same name', (name, again) => {
  expect(() => ServiceDomain.inZone(example, name, { alsoNames: [again] })).toThrow(/^domain .*api\.example\.com.* twice/i);
});

test.each(['', 'https://x.example.org', 'a b.example.org'])('fails with the external name %j', (name) => {
  expect(() => ServiceDomain.external(name, certificate)).toThrow(new Error(`domain is '${name}': ${rule}`));
});

test('a record alone is for names of the zone', () => {
  expect(ServiceDomain.recordOnly(example, 'api', { alsoNames: ['chat'] }).names).toEqual(['api.example.com', 'chat.example.com']);
  expect(ServiceDomain.recordOnly(example).names).toEqual(['example.com']);
  expect(() => ServiceDomain.recordOnly(example, 'api', { alsoNames: ['api'] })).toThrow(/^domain has 'api.example.com' twice/);
  expect(() => ServiceDomain.recordOnly(example, 'api.example.org')).toThrow(/outside the zone example.com/);
});

describe('a certificate of another region than the load balancer', () => {
  const inRegion = (region?: string) => new Stack(new App(), 'Stack', { env: { account: '123456789012', region } });
  const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/c';
  const issue = (made: Stack, given: ICertificate) => () => ServiceDomain.external('api.example.com', given)._certificate(made);

  test('fails by its ARN', () => {
    const made = inRegion('eu-west-1');
    expect(issue(made, Certificate.fromCertificateArn(made, 'Given', arn))).toThrow(
      `certificate ${arn} is of us-east-1, but the load balancer is in eu-west-1: ` +
        'a listener takes certificates of its own region only, so give one of that',
    );
  });

  test('fails by the stack that makes it', () => {
    const made = inRegion('eu-west-1');
    const edge = new Stack(made.node.root as App, 'Edge', { env: { region: 'us-east-1' }, crossRegionReferences: true });
    const given = new Certificate(edge, 'Given', { domainName: 'api.example.com' });
    expect(issue(made, given)).toThrow(/^certificate Edge\/Given is of us-east-1, but the load balancer is in eu-west-1/);
  });

  test.each<[string, string | undefined, (made: Stack) => string]>([
    ['of the same region', 'us-east-1', () => arn],
    ['of a region that only AWS knows', 'eu-west-1', (made) => new CfnParameter(made, 'Arn').valueAsString],
    ['for a stack without a region', undefined, () => arn],
    ['of IAM, which has none', 'eu-west-1', () => 'arn:aws:iam::123456789012:server-certificate/c'],
  ])('and one %s may be right', (_title, region, certificateArn) => {
    const made = inRegion(region);
    expect(issue(made, Certificate.fromCertificateArn(made, 'Given', certificateArn(made)))).not.toThrow();
  });
});
