import { CfnLoadBalancer, type IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { refusal } from '../spring/refusal';
import { resourceOf } from './in-app';
import type { ServiceDomain } from './service-domain';

/** How clients reach an ingress. */
interface Reached {
  readonly url: string;
  readonly domain?: ServiceDomain;
  readonly loadBalancer: IApplicationLoadBalancer;
}

/** Where a client on the internet begins; refused where this app does not know, or nobody can. */
export function publicUrl(scope: Construct, { url, domain, loadBalancer }: Reached): string {
  const resource = resourceOf(loadBalancer.loadBalancerArn, CfnLoadBalancer.CFN_RESOURCE_TYPE_NAME) as CfnLoadBalancer | undefined;
  const reason = [
    resource?.scheme === 'internal' && 'the load balancer is an internal one',
    domain?._private && `${domain.names[0]} is a name in a private zone`,
    !domain && url.startsWith('https:') && 'its HTTPS listener has a certificate for a name that is not given as domain',
  ].find(Boolean);
  if (reason) {
    throw refusal(
      `canary has no url that it can ask from outside, because ${reason}: give canary({ url: 'https://api.example.com' }) where clients ` +
        'on the internet begin; where there are none, host.alarms watches without it',
      scope,
    );
  }
  return url;
}
