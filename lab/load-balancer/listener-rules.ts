import type { Action, RedirectActionConfig, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { wildcard } from '../../lib/rehearsal/load-balancer-habits';
import type { ListenerDescription } from './description';

/**
 * A listener's rules as HAProxy's: the first rule whose conditions all hold is remembered, then its action is taken.
 * Elastic Load Balancing User Guide, "Listener rules for your Application Load Balancer".
 */
export function listenerRules({ rules, listener }: ListenerDescription, backend: (targetGroupArn: string) => string): string[] {
  const listed = [
    ...rules.map(({ Conditions = [], Actions = [], RuleArn }, index) => ({
      name: `rule${index + 1}`,
      conditions: Conditions,
      actions: Actions,
      at: RuleArn ?? `rule ${index + 1}`,
    })),
    { name: 'default', conditions: [], actions: listener.DefaultActions ?? [], at: listener.ListenerArn ?? 'default action' },
  ];
  const actions = listed.flatMap(({ name, actions: taken, at }) => acting(name, taken, at, backend));
  // HAProxy wants those that answer before those that forward; only one of them applies to a request.
  return [
    ...listed.flatMap(({ name, conditions, at }) => choosing(name, conditions, at)),
    ...actions.sort((a, b) => Number(forwards(a)) - Number(forwards(b))),
  ];
}

function forwards(line: string): boolean {
  return line.startsWith('  use_backend');
}

/** Conditions of one rule are joined by and, the values of one condition by or. */
function choosing(name: string, conditions: readonly RuleCondition[], at: string): string[] {
  const acls = conditions.map((condition, index) => ({ acl: `${name}_${index + 1}`, lines: matching(condition, at) }));
  return [
    ...acls.flatMap(({ acl, lines }) => lines.map((line) => `  acl ${acl} ${line}`)),
    `  http-request set-var(txn.rule) str(${name}) if ${[...acls.map(({ acl }) => acl), '!{ var(txn.rule) -m found }'].join(' ')}`,
  ];
}

function matching({ Field, Values, HostHeaderConfig, PathPatternConfig }: RuleCondition, at: string): string[] {
  switch (Field) {
    case 'host-header': // not case-sensitive
      return (HostHeaderConfig?.Values ?? Values ?? []).map((value) => `req.hdr(host),field(1,:) -i -m reg ${wildcard(value)}`);
    case 'path-pattern': // case-sensitive, and without the query
      return (PathPatternConfig?.Values ?? Values ?? []).map((value) => `path -m reg ${wildcard(value)}`);
    default:
      throw new Error(
        `${at} has a condition on ${Field}, which the load balancer's stand-in does not model: teach lab/load-balancer/listener-rules.ts`,
      );
  }
}

function acting(name: string, actions: readonly Action[], at: string, backend: (arn: string) => string): string[] {
  const chosen = `{ var(txn.rule) -m str ${name} }`;
  return actions.flatMap((action) => {
    const groups = action.ForwardConfig?.TargetGroups ?? [];
    const arn = action.TargetGroupArn ?? groups[0]?.TargetGroupArn;
    if (action.Type === 'forward' && arn !== undefined && groups.length < 2) {
      return [`  use_backend ${backend(arn)} if ${chosen}`];
    }
    if (action.Type === 'fixed-response') {
      const { StatusCode, ContentType = 'text/plain', MessageBody = '' } = action.FixedResponseConfig ?? {};
      return [`  http-request return status ${StatusCode} content-type ${ContentType} string ${quoted(MessageBody)} if ${chosen}`];
    }
    if (action.Type === 'redirect') {
      return redirect(action.RedirectConfig ?? {}, chosen);
    }
    throw new Error(
      `${at} has an action ${action.Type} with ${groups.length} target groups, ` +
        "which the load balancer's stand-in does not model: teach lab/load-balancer/listener-rules.ts",
    );
  });
}

/** What is left out keeps its value; HAProxy's words for the placeholders. */
function redirect({ Protocol, Host, Port, Path, Query, StatusCode }: Partial<RedirectActionConfig>, chosen: string): string[] {
  const filled = (text: string) =>
    text
      .replace(/#\{protocol\}/g, '%[ssl_fc,iif(https,http)]')
      .replace(/#\{host\}/g, '%[req.hdr(host),field(1,:)]')
      .replace(/#\{port\}/g, '%[dst_port]')
      .replace(/\/?#\{path\}/g, '%[path]')
      .replace(/#\{query\}/g, '%[query]');
  const protocol = (Protocol ?? '#{protocol}').replace(/^HTTPS?$/, (name) => name.toLowerCase());
  const location = filled(`${protocol}://${Host ?? '#{host}'}:${Port ?? '#{port}'}${Path ?? '/#{path}'}`);
  const query = filled(Query ?? '#{query}');
  const code = StatusCode === 'HTTP_302' ? 302 : 301;
  const to = (target: string, when: string) => `  http-request redirect code ${code} location ${target} if ${chosen} ${when}`;
  return query === ''
    ? [to(location, '').trimEnd()]
    : [to(`${location}?${query}`, '{ query -m found }'), to(location, '!{ query -m found }')];
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"$]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}
