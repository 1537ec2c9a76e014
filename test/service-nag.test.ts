import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { IngressListener, ServiceDomain, SpringWebSocketService, type SpringWebSocketServiceProps } from '../lib';
import { app, chat, routes, synthesizedStacks, zone } from './ingress/synthesized';

/** A service whose load balancer keeps access logs, in a stack of its own. */
function stackWith(props: Partial<SpringWebSocketServiceProps> = {}): Stack {
  const stack = new Stack(app(), 'Chat', { env: { account: '123456789012', region: 'eu-west-1' } });
  const listener = IngressListener.newLoadBalancer({ accessLogs: Bucket.fromBucketName(stack, 'Logs', 'access-logs') });
  new SpringWebSocketService(stack, 'Chat', { app: chat(), domain: ServiceDomain.inZone(zone(stack), 'api'), routes, listener, ...props });
  return stack;
}

/** What cdk-nag's AwsSolutions pack says, as rule and place. */
function findings(stack: Stack): string[] {
  synthesizedStacks(stack);
  const { violations } = new AwsSolutionsChecks().validateScope(stack);
  return violations.flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`)).sort();
}

test('cdk-nag finds nothing that is not acknowledged with a reason', () => {
  expect(findings(stackWith())).toEqual([]);
});

test('CDK\'s own look over the template finds nothing', () => {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const stack = stackWith();
  expect(synthesizedStacks(stack).Chat!.warnings).toEqual([]);
  expect(said.mock.calls.flat()).toEqual([]);
  said.mockRestore();
  process.env.CDK_VALIDATION = before;
});
