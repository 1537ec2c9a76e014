import {
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  type Listener,
  type LoadBalancer,
  type Rule,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Attributes, BalancerDescription, Description, GroupDescription, ListenerDescription } from './description';

/** Reads every load balancer and target group of the account. */
export async function readDescription(elb: ElasticLoadBalancingV2Client): Promise<Description> {
  const [{ LoadBalancers = [] }, { TargetGroups = [] }] = await Promise.all([
    elb.send(new DescribeLoadBalancersCommand({})),
    elb.send(new DescribeTargetGroupsCommand({})),
  ]);
  // One after another: dozens of questions at once would keep the emulator from answering hosts.
  const balancers: BalancerDescription[] = [];
  for (const loadBalancer of LoadBalancers) {
    balancers.push(await readBalancer(elb, loadBalancer));
  }
  const groups: GroupDescription[] = [];
  for (const group of TargetGroups) {
    groups.push(await readGroup(elb, group));
  }
  return { balancers, groups };
}

/** Reads a load balancer with its listeners and rules. */
export async function readBalancer(elb: ElasticLoadBalancingV2Client, loadBalancer: LoadBalancer): Promise<BalancerDescription> {
  const { LoadBalancerArn } = loadBalancer;
  const [{ Attributes: attributes }, { Listeners = [] }] = await Promise.all([
    elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn })),
    elb.send(new DescribeListenersCommand({ LoadBalancerArn })),
  ]);
  return {
    loadBalancer,
    attributes: named(attributes),
    listeners: await Promise.all(Listeners.map((listener) => readListener(elb, listener))),
  };
}

async function readListener(elb: ElasticLoadBalancingV2Client, listener: Listener): Promise<ListenerDescription> {
  const { ListenerArn } = listener;
  const [{ Rules = [] }, certificates] = await Promise.all([
    elb.send(new DescribeRulesCommand({ ListenerArn })),
    listener.Protocol === 'HTTPS' ? elb.send(new DescribeListenerCertificatesCommand({ ListenerArn })) : { Certificates: [] },
  ]);
  const arns = [...(listener.Certificates ?? []), ...(certificates.Certificates ?? [])].flatMap(({ CertificateArn }) =>
    CertificateArn ? [CertificateArn] : [],
  );
  return {
    listener,
    certificates: [...new Set(arns)],
    rules: Rules.filter(({ IsDefault }) => !IsDefault).sort((a, b) => priority(a) - priority(b)),
  };
}

function priority(rule: Rule): number {
  return Number(rule.Priority);
}

/** Reads a target group with what is registered in it; a target that drains is registered no more. */
export async function readGroup(elb: ElasticLoadBalancingV2Client, group: TargetGroup): Promise<GroupDescription> {
  const { TargetGroupArn } = group;
  const [{ Attributes: attributes }, { TargetHealthDescriptions = [] }] = await Promise.all([
    elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn })),
    elb.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
  ]);
  const targets = TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State !== 'draining').flatMap(({ Target }) =>
    Target?.Id ? [{ id: Target.Id, port: Target.Port ?? group.Port ?? 80 }] : [],
  );
  return { group, attributes: named(attributes), targets };
}

/** Key and value pairs as an object. */
export function named(list: readonly { readonly Key?: string; readonly Value?: string }[] = []): Attributes {
  return Object.fromEntries(list.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])));
}
