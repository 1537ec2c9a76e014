import { rmSync } from 'fs';
import type { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readAssembly } from '../../lib/rehearsal/cloud-assembly';
import { findHost } from '../../lib/rehearsal/host-in-template';
import { ingressOf } from '../../lib/rehearsal/ingress-in-template';
import { BLOCKS, PageModules } from '../pages';
import { ids, only } from './synthesized';

const LOGIN = BLOCKS.filter(({ title, code }) => title.startsWith('docs/edge.md') && code.includes('authenticateOidc'));

describe('a login at the load balancer, as docs/edge.md composes it', () => {
  const modules = new PageModules('login', LOGIN);
  afterAll(() => modules.remove());
  let stack: Stack;
  let template: Template;
  beforeAll(() => {
    stack = modules.stack(0);
    template = Template.fromStack(stack);
  });
  const rules = () =>
    Object.values(template.findResources('AWS::ElasticLoadBalancingV2::ListenerRule'))
      .map(({ Properties }) => Properties as Record<string, any>)
      .sort((a, b) => a.Priority - b.Priority);

  test('denies on the socket route, which comes first, and sends pages to the login', () => {
    expect(
      rules().map(({ Conditions, Actions }) => [
        Conditions.find(({ Field }: { Field: string }) => Field === 'path-pattern')?.PathPatternConfig.Values,
        Actions.map(({ Type }: { Type: string }) => Type),
        Actions[0].AuthenticateOidcConfig.OnUnauthenticatedRequest,
      ]),
    ).toEqual([
      [['/ws-stomp', '/ws-stomp/*'], ['authenticate-oidc', 'forward'], 'deny'],
      [undefined, ['authenticate-oidc', 'forward'], 'authenticate'],
    ]);
  });

  test('leads both to the hosts, which wait for both', () => {
    const [targetGroup] = ids(template, 'AWS::ElasticLoadBalancingV2::TargetGroup');
    expect(rules().map(({ Actions }) => Actions[1].TargetGroupArn)).toEqual([{ Ref: targetGroup }, { Ref: targetGroup }]);
    expect(only(template, 'AWS::AutoScaling::AutoScalingGroup').DependsOn).toEqual(
      expect.arrayContaining(ids(template, 'AWS::ElasticLoadBalancingV2::ListenerRule')),
    );
  });

  test("has the provider's secret by reference alone, and asks the host for its health without a login", () => {
    const secrets = rules().map(({ Actions }) => Actions[0].AuthenticateOidcConfig.ClientSecret as string);
    expect(secrets).toEqual(secrets.map(() => '{{resolve:secretsmanager:chat-login:SecretString:clientSecret::}}'));
    expect(only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties).toMatchObject({ Matcher: { HttpCode: '200' } });
  });

  test('is rehearsed without the login, which the rehearsal says', () => {
    const { directory } = (stack.node.root as App).synth();
    const templates = readAssembly(directory);
    const { conditions, assumptions } = ingressOf(templates, findHost(templates));
    rmSync(directory, { recursive: true });
    expect([conditions.paths, assumptions]).toEqual([
      ['/ws-stomp', '/ws-stomp/*'],
      ['the load balancer asks for a login: here nobody has to log in'],
    ]);
  });
});
