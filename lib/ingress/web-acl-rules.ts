import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { refusal } from '../spring/refusal';
import type { Route } from '../spring/route';
import type { WebAclOptions } from './web-acl-options';

type Statement = CfnWebACL.StatementProperty;

/** AWS's rule groups for applications of any kind, 900 of the 1500 capacity units of a web ACL together. */
const MANAGED_RULES = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'];
/** What AWS takes as the limit of a rate-based rule. */
const LIMIT = { least: 10, most: 2_000_000_000 };
/** What SockJS asks for below its path, with ids that need no escaping. Anything longer, a `..` above all, is no request of a socket. */
const SOCKJS_BELOW = '(?:/info|/websocket|/[\\w-]+/[\\w-]+/(?:websocket|xhr(?:_send|_streaming)?|eventsource|htmlfile|jsonp(?:_send)?))?';

/** Refuses limits that AWS does not take, and a web ACL without a rule. */
export function checkRules({ requestsPerAddress, handshakesPerAddress, managedRules = true }: WebAclOptions): void {
  checkLimit('requestsPerAddress', requestsPerAddress);
  checkLimit('handshakesPerAddress', handshakesPerAddress);
  if (requestsPerAddress === undefined && handshakesPerAddress === undefined && !managedRules) {
    throw refusal('the web ACL has no rule: give requestsPerAddress or handshakesPerAddress, or leave managedRules at true');
  }
}

function checkLimit(name: string, value: number | undefined): void {
  if (value !== undefined && (!Number.isInteger(value) || value < LIMIT.least || value > LIMIT.most)) {
    throw refusal(`${name} is ${value}: give a whole number from ${LIMIT.least} to ${LIMIT.most}, or leave it out for no limit`);
  }
}

/** The rules of a web ACL in front of these routes, the cheapest to decide first. */
export function webAclRules(options: WebAclOptions, routes: readonly Route[]): CfnWebACL.RuleProperty[] {
  const { requestsPerAddress, handshakesPerAddress, managedRules = true } = options;
  const rules = [
    ...(requestsPerAddress === undefined ? [] : [limit('requests', requestsPerAddress)]),
    ...(handshakesPerAddress === undefined ? [] : [limit('handshakes', handshakesPerAddress, HANDSHAKE)]),
    ...(managedRules ? MANAGED_RULES.map((name) => managed(name, routes)) : []),
  ];
  return rules.map((rule, index) => ({
    ...rule,
    priority: index + 1,
    visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: rule.name, sampledRequestsEnabled: true },
  }));
}

type Rule = Omit<CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>;

/** Every handshake says the version (RFC 6455, 4.1), and unlike Upgrade that is not about one connection alone, so no hop takes it away. */
const HANDSHAKE: Statement = {
  byteMatchStatement: {
    fieldToMatch: { singleHeader: { Name: 'sec-websocket-version' } },
    positionalConstraint: 'EXACTLY',
    searchString: '13',
    textTransformations: [{ priority: 0, type: 'NONE' }],
  },
};

function limit(name: string, most: number, scopeDownStatement?: Statement): Rule {
  return { name, action: { block: {} }, statement: { rateBasedStatement: { limit: most, aggregateKeyType: 'IP', scopeDownStatement } } };
}

function managed(name: string, routes: readonly Route[]): Rule {
  const statements = routes.map(requestsOf);
  const socket = statements.length === 1 ? statements[0] : { orStatement: { statements } };
  return {
    name,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, scopeDownStatement: { notStatement: { statement: socket } } } },
  };
}

/** Requests of a route by their raw path: what is escaped or leads elsewhere is inspected as any other. */
function requestsOf(route: Route): Statement {
  const { kind } = route._render();
  const path = route.path
    .replace(/\/$/, '')
    .split(/\{\w+\}/)
    .map((text) => text.replace(/[.+^$()|[\]\\*?]/g, '\\$&'))
    .join('[\\w-]+');
  return {
    regexMatchStatement: {
      fieldToMatch: { uriPath: {} },
      regexString: `^${path}${kind === 'sockjs' ? SOCKJS_BELOW : ''}/?$`,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  };
}
