import type { Answer, Change } from './stand-in';

const EC2 = 'xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"';
const ELB = 'xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const to =
  (action: string, answer: (parameters: URLSearchParams) => Answer): Change =>
  (call) =>
    call.action === action ? answer(call.parameters) : undefined;

/** EC2 API reference, DescribeInstanceAttribute. */
export const userData = (text: string): Change =>
  to('DescribeInstanceAttribute', (asked) => ({
    body:
      `<DescribeInstanceAttributeResponse ${EC2}><requestId>r</requestId><instanceId>${asked.get('InstanceId')}</instanceId>` +
      (text ? `<userData><value>${base64(text)}</value></userData>` : '<userData/>') +
      '</DescribeInstanceAttributeResponse>',
  }));

/** EC2 API reference, GetConsoleOutput. */
export const consoleText = (text: string): Change =>
  to('GetConsoleOutput', (asked) => ({
    body:
      `<GetConsoleOutputResponse ${EC2}><requestId>r</requestId><instanceId>${asked.get('InstanceId')}</instanceId>` +
      `<timestamp>2026-01-01T00:00:00.000Z</timestamp><output>${base64(text)}</output></GetConsoleOutputResponse>`,
  }));

/** EC2 User Guide: the newest output is there for instances on the Nitro System only. */
export const noLatestConsole: Change = (call) =>
  call.action === 'GetConsoleOutput' && call.parameters.get('Latest') === 'true'
    ? {
        status: 400,
        body:
          '<Response><Errors><Error><Code>UnsupportedOperation</Code><Message>This instance type does not support ' +
          'retrieving the latest console logs.</Message></Error></Errors><RequestID>r</RequestID></Response>',
      }
    : undefined;

/** EC2 API reference, DescribeInstanceStatus. */
export const statusChecks = (system: string, instance: string): Change =>
  to('DescribeInstanceStatus', (asked) => ({
    body:
      `<DescribeInstanceStatusResponse ${EC2}><requestId>r</requestId><instanceStatusSet><item>` +
      `<instanceId>${asked.get('InstanceId.1')}</instanceId><availabilityZone>us-east-1a</availabilityZone><instanceState>` +
      `<code>16</code><name>running</name></instanceState><systemStatus><status>${system}</status></systemStatus>` +
      `<instanceStatus><status>${instance}</status></instanceStatus></item></instanceStatusSet></DescribeInstanceStatusResponse>`,
  }));

/** Elastic Load Balancing API reference, TargetHealth. */
export const targetHealth = (id: string, port: number, state: string, reason: string, description: string): Change =>
  to('DescribeTargetHealth', () => ({
    body:
      `<DescribeTargetHealthResponse ${ELB}><DescribeTargetHealthResult><TargetHealthDescriptions>` +
      `<member><HealthCheckPort>${port}</HealthCheckPort><Target><Id>${id}</Id><Port>${port}</Port>` +
      `</Target><TargetHealth><State>${state}</State><Reason>${reason}</Reason><Description>${description}</Description>` +
      '</TargetHealth></member></TargetHealthDescriptions></DescribeTargetHealthResult>' +
      '<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DescribeTargetHealthResponse>',
  }));

/** Elastic Load Balancing API reference, DescribeListenerCertificates: the default one is among them. */
export const listenerCertificates = (...arns: string[]): Change =>
  to('DescribeListenerCertificates', () => ({
    body: [
      `<DescribeListenerCertificatesResponse ${ELB}><DescribeListenerCertificatesResult><Certificates>`,
      ...arns.map((arn) => `<member><CertificateArn>${arn}</CertificateArn><IsDefault>true</IsDefault></member>`),
      '</Certificates></DescribeListenerCertificatesResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>',
      '</DescribeListenerCertificatesResponse>',
    ].join(''),
  }));

/** What the emulator forgets of a target group. */
export const protocolVersion =
  (version: string): Change =>
  (call) =>
    call.action === 'DescribeTargetGroups'
      ? {
          body: call.said
            .replace(/<ProtocolVersion>.*?<\/ProtocolVersion>/g, '')
            .replaceAll('</TargetGroupName>', `</TargetGroupName><ProtocolVersion>${version}</ProtocolVersion>`),
        }
      : undefined;

/** A refusal as the query services write it; the same words for every try. */
export const refusal = (action: string, code: string, status = 400): Change =>
  to(action, () => ({
    status,
    body:
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>Rate ` +
      'exceeded</Message></Error><RequestId>r</RequestId></ErrorResponse>',
  }));

/** Elastic Load Balancing and Auto Scaling API references: a group whose launches fail. */
export const failedLaunch = (message: string): Change =>
  to('DescribeScalingActivities', (asked) => ({
    body:
      '<DescribeScalingActivitiesResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/">' +
      '<DescribeScalingActivitiesResult><Activities><member><ActivityId>a</ActivityId>' +
      `<AutoScalingGroupName>${asked.get('AutoScalingGroupName')}</AutoScalingGroupName><Cause>c</Cause>` +
      `<StartTime>2026-01-01T00:00:00Z</StartTime><StatusCode>Failed</StatusCode><StatusMessage>${message}</StatusMessage>` +
      '</member></Activities></DescribeScalingActivitiesResult></DescribeScalingActivitiesResponse>',
  }));

function withResource(said: string, logicalId: string, physicalId: string, type: string): string {
  const member =
    `<member><LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${physicalId}</PhysicalResourceId>` +
    `<ResourceType>${type}</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>`;
  return said.replace('</StackResourceSummaries>', `${member}$&`);
}

/** The same stack with a broker of Amazon MQ besides, which the emulator's CloudFormation does not make. */
export const withBroker =
  (id: string, change: Change): Change =>
  (call) => {
    const answer = change(call);
    return call.action === 'ListStackResources'
      ? { body: withResource(answer?.body ?? call.said, 'Broker', id, 'AWS::AmazonMQ::Broker') }
      : answer;
  };

/** CloudFormation API reference: a stack with a Classic Load Balancer, which the emulator's has not, and its template. */
export const classicLoadBalancer =
  (name: string, template: string): Change =>
  ({ action, said }) => {
    switch (action) {
      case 'ListStackResources':
        return { body: withResource(said, 'Classic', name, 'AWS::ElasticLoadBalancing::LoadBalancer') };
      case 'GetTemplate':
        return {
          body:
            '<GetTemplateResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><GetTemplateResult>' +
            `<TemplateBody>${template}</TemplateBody></GetTemplateResult>` +
            '<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetTemplateResponse>',
        };
      default:
        return undefined;
    }
  };

/** A template with a Classic Load Balancer that has listeners of these protocols. */
export const classicTemplate = (...protocols: unknown[]): string => {
  const Listeners = protocols.map((Protocol, index) => ({ LoadBalancerPort: `${80 + index}`, InstancePort: '8080', Protocol }));
  return JSON.stringify({ Resources: { Classic: { Type: 'AWS::ElasticLoadBalancing::LoadBalancer', Properties: { Listeners } } } });
};
