import { certificate } from './certificates';
import type { Elb } from './clients';
import type { CertificateFacts, ListenerFacts } from './facts';
import type { Unread } from './failure';
import type { Reader } from './reader';

/** What is asked for on the way to a listener's facts, question by question. */
export interface FoundListeners {
  readonly listeners?: ListenerFacts[];
  readonly unread: Unread[];
  /** What keeps certificates from being seen is another question's trouble. */
  readonly unreadCertificates: Unread[];
}

/** The listeners of a load balancer: which of them lead to a target group, for whom, under which certificates. */
export async function listeners(reader: Reader, loadBalancerArn: string, targetGroupArn: string): Promise<FoundListeners> {
  const found = await reader.list('elasticloadbalancing:DescribeListeners', { LoadBalancerArn: loadBalancerArn }, (page) => page.Listeners);
  if (found.unread) {
    return { unread: [found.unread], unreadCertificates: [] };
  }
  const unread: Unread[] = [];
  const unreadCertificates: Unread[] = [];
  const all: ListenerFacts[] = [];
  for (const listener of found.value) {
    const rules = await reader.list('elasticloadbalancing:DescribeRules', { ListenerArn: listener.ListenerArn! }, (page) => page.Rules);
    unread.push(...(rules.unread ? [rules.unread] : []));
    const leading = (rules.value ?? []).filter((rule) => !rule.IsDefault && forwardsTo(rule.Actions, targetGroupArn));
    const forwards = forwardsTo(listener.DefaultActions, targetGroupArn) || leading.length > 0;
    const shown =
      forwards && listener.Protocol === 'HTTPS'
        ? await certificatesOf(reader, listener.ListenerArn!)
        : { certificates: [], unseen: 0, unread: [] };
    unreadCertificates.push(...shown.unread);
    all.push({
      port: listener.Port ?? 0,
      protocol: listener.Protocol ?? '',
      forwards,
      hosts: leading.flatMap((rule) => values(rule, 'host-header')),
      paths: leading.flatMap((rule) => values(rule, 'path-pattern')),
      certificates: shown.certificates,
      unseenCertificates: shown.unseen,
    });
  }
  return { listeners: all, unread: [...new Set(unread)], unreadCertificates: [...new Set(unreadCertificates)] };
}

function forwardsTo(actions: readonly Elb.Action[] = [], targetGroupArn: string): boolean {
  return actions.some(
    ({ TargetGroupArn, ForwardConfig }) =>
      TargetGroupArn === targetGroupArn || ForwardConfig?.TargetGroups?.some((each) => each.TargetGroupArn === targetGroupArn),
  );
}

function values({ Conditions = [] }: Elb.Rule, field: string): string[] {
  return Conditions.filter(({ Field }) => Field === field).flatMap(
    ({ Values, HostHeaderConfig, PathPatternConfig }) => HostHeaderConfig?.Values ?? PathPatternConfig?.Values ?? Values ?? [],
  );
}

async function certificatesOf(
  reader: Reader,
  listenerArn: string,
): Promise<{ certificates: CertificateFacts[]; unseen: number; unread: Unread[] }> {
  const shown = await reader.list(
    'elasticloadbalancing:DescribeListenerCertificates',
    { ListenerArn: listenerArn },
    ({ Certificates }) => Certificates,
  );
  if (shown.unread) {
    return { certificates: [], unseen: 1, unread: [shown.unread] };
  }
  const arns = [...new Set(shown.value.flatMap(({ CertificateArn }) => CertificateArn ?? []))];
  // A certificate that was uploaded to IAM is not ACM's to describe.
  const reads = await Promise.all(arns.filter((arn) => arn.includes(':acm:')).map((arn) => certificate(reader, arn)));
  const certificates = reads.flatMap(({ value }) => value ?? []);
  return { certificates, unseen: arns.length - certificates.length, unread: reads.flatMap((read) => read.unread ?? []) };
}
