import type { Stack } from 'aws-cdk-lib';
import { IngressListener, Route, SpringWebSocketService, WebAcl, type WebAclOptions, type WebSocketIngress } from '../../lib';
import { webAclRules } from '../../lib/ingress/web-acl-rules';
import { chat, ids, only, routes, synthesized } from './synthesized';

const ENV = { account: '123456789012', region: 'eu-central-1' };
const ARN = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/chat/0123';

/** A service behind a web ACL, and its template. */
function behind(webAcl: WebAcl) {
  let ingress!: WebSocketIngress;
  const build = (stack: Stack) => {
    ({ ingress } = new SpringWebSocketService(stack, 'Chat', {
      app: chat(),
      routes,
      listener: IngressListener.newLoadBalancer({ webAcl }),
    }));
  };
  const { template } = synthesized(build, ENV);
  return { ingress, template };
}

/** Whether the managed rules inspect a path. */
function inspects(path: string, routes: Route[]): boolean {
  const [{ statement }] = webAclRules({}, routes) as any[];
  const { statement: of } = statement.managedRuleGroupStatement.scopeDownStatement.notStatement;
  const all: any[] = of.orStatement?.statements ?? [of];
  return !all.some(({ regexMatchStatement }) => new RegExp(regexMatchStatement.regexString as string).test(path));
}

test('the load balancer is associated with one that is made, which stays reachable', () => {
  const { ingress, template } = behind(WebAcl.forRoutes({ requestsPerAddress: 3000, handshakesPerAddress: 1000 }));
  const [made] = ids(template, 'AWS::WAFv2::WebACL');
  const [loadBalancer] = ids(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
  expect(only(template, 'AWS::WAFv2::WebACLAssociation').Properties).toEqual({
    ResourceArn: { Ref: loadBalancer },
    WebACLArn: { 'Fn::GetAtt': [made, 'Arn'] },
  });
  expect(only(template, 'AWS::WAFv2::WebACL').Properties).toMatchObject({ Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
  expect(ingress.webAcl!.stack.resolve(ingress.webAcl!.logicalId)).toBe(made);
});

test('its rules: what an address may ask for, its handshakes, and AWS on everything but the sockets', () => {
  const { template } = behind(WebAcl.forRoutes({ requestsPerAddress: 3000, handshakesPerAddress: 1000 }));
  const rules = only(template, 'AWS::WAFv2::WebACL').Properties.Rules as Record<string, any>[];
  expect(rules.map(({ Name, Priority }) => [Name, Priority])).toEqual([
    ['requests', 1],
    ['handshakes', 2],
    ['AWSManagedRulesCommonRuleSet', 3],
    ['AWSManagedRulesKnownBadInputsRuleSet', 4],
  ]);
  const [requests, handshakes, ...managed] = rules;
  expect(requests).toMatchObject({ Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 3000, AggregateKeyType: 'IP' } } });
  expect(requests!.Statement.RateBasedStatement).not.toHaveProperty('ScopeDownStatement');
  expect(handshakes!.Statement.RateBasedStatement).toMatchObject({
    Limit: 1000,
    ScopeDownStatement: { ByteMatchStatement: { FieldToMatch: { SingleHeader: { Name: 'sec-websocket-version' } }, SearchString: '13' } },
  });
  expect(managed.map(({ OverrideAction }) => OverrideAction)).toEqual([{ None: {} }, { None: {} }]);
});

test.each([
  [{}, ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet']],
  [{ handshakesPerAddress: 10, managedRules: false }, ['handshakes']],
])('rules of %j: %j', (options, names) => {
  expect(webAclRules(options, routes).map(({ name }) => name)).toEqual(names);
});

const ALL = [Route.sockJs('/ws.stomp'), Route.stomp('/ws'), Route.handler('/rooms/{room}/live', { handshakePath: '/rooms/1/live' })];

test.each(
  ['/ws.stomp', '/ws.stomp/info', '/ws.stomp/websocket', '/ws.stomp/000/abc12345/xhr_send', '/ws.stomp/1/b-2_c/xhr'].concat(
    ['/ws', '/ws/', '/rooms/blue-1/live'],
    ['websocket', 'xhr_streaming', 'eventsource', 'htmlfile', 'jsonp', 'jsonp_send'].map((name) => `/ws.stomp/000/abc12345/${name}`),
  ),
)('the managed rules leave the socket alone at %s', (path) => {
  expect(inspects(path, ALL)).toBe(false);
});

test.each([
  ...['/', '/api', '/wsx', '/ws/x', '/ws-stomp/info', '/ws.stomp/../api', '/ws.stomp/a/../api', '/ws.stomp/..;/api/xhr'],
  ...['/ws.stomp/%2e%2e/b/xhr', '/ws.stomp/a/b/xhr/../../../../api', '/ws.stomp/a/b/admin', '/rooms//live', '/rooms/a/b/live'],
  ...['/rooms/../live', '/x/ws', '/ws\n/api'],
])('and inspect %j', (path) => {
  expect(inspects(path, ALL)).toBe(true);
});

test('one that exists is associated, and none is made', () => {
  const { ingress, template } = behind(WebAcl.existing(ARN));
  expect(only(template, 'AWS::WAFv2::WebACLAssociation').Properties.WebACLArn).toBe(ARN);
  expect([ids(template, 'AWS::WAFv2::WebACL'), ingress.webAcl]).toEqual([[], undefined]);
});

describe('it fails', () => {
  test.each([
    [{ requestsPerAddress: 9 }, 'requestsPerAddress is 9: give a whole number from 10 to 2000000000'],
    [{ handshakesPerAddress: 10.5 }, 'handshakesPerAddress is 10.5: give a whole number'],
    [{ managedRules: false }, 'the web ACL has no rule: give requestsPerAddress or handshakesPerAddress'],
    [{ requestsPerAddress: '300' }, "requestsPerAddress is '300': write a number"],
  ])('with %j', (options, message) => {
    expect(() => WebAcl.forRoutes(options as WebAclOptions)).toThrow(message);
  });

  test.each([
    ['chat', "webAclArn is 'chat': write the ARN of a regional web ACL"],
    [ARN.replace('regional', 'global'), 'a global one is for CloudFront alone'],
    [ARN.replace('eu-central-1', 'us-east-1'), 'is of us-east-1, but the load balancer is in eu-central-1'],
  ])('with the ARN %s', (arn, message) => {
    expect(() => behind(WebAcl.existing(arn))).toThrow(message);
  });
});
