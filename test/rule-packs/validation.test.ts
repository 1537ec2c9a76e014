import { Stack } from 'aws-cdk-lib';
import { ServiceDomain, SpringWebSocketService } from '../../lib';
import { app, chat, routes, synthesizedStacks, zone } from '../ingress/synthesized';

test("CDK's own look over the template finds nothing", () => {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const stack = new Stack(app(), 'Chat', { env: { account: '123456789012', region: 'eu-west-1' } });
  new SpringWebSocketService(stack, 'Chat', { app: chat(), domain: ServiceDomain.inZone(zone(stack), 'api'), routes });
  expect(synthesizedStacks(stack).Chat!.warnings).toEqual([]);
  expect(said.mock.calls.flat()).toEqual([]);
  said.mockRestore();
  process.env.CDK_VALIDATION = before;
});
