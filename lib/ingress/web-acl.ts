import { Stack, Token } from 'aws-cdk-lib';
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { checkKinds, TEXT } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import type { Route } from '../spring/route';
import { WEB_ACL_KINDS } from './ingress-kinds';
import type { WebAclOptions } from './web-acl-options';
import { checkRules, webAclRules } from './web-acl-rules';

/** The web ACL of AWS WAF that a load balancer asks before it forwards a request. */
export class WebAcl {
  /**
   * A new one whose rules know the socket routes: limits for each address, and AWS's managed rules for everything else.
   *
   * It costs by the month, by rule and by request (docs/cost.md).
   */
  public static forRoutes(options: WebAclOptions = {}): WebAcl {
    checkKinds(options, WEB_ACL_KINDS);
    checkRules(options);
    return new WebAcl({ options });
  }

  /**
   * One that exists, in the load balancer's region.
   *
   * @param webAclArn such as `arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/chat/01234567-...`; of a `CfnWebACL` its `attrArn`
   */
  public static existing(webAclArn: string): WebAcl {
    checkKinds({ webAclArn }, { required: { webAclArn: TEXT } });
    if (!Token.isUnresolved(webAclArn) && !/^arn:[^:]+:wafv2:[^:]+:\d+:regional\/webacl\/.+/.test(webAclArn)) {
      throw refusal(
        `webAclArn is '${webAclArn}': write the ARN of a regional web ACL, such as ` +
          'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/chat/01234567-89ab-cdef-0123-456789abcdef; ' +
          'a global one is for CloudFront alone',
      );
    }
    return new WebAcl({ webAclArn });
  }

  private constructor(private readonly facts: { readonly options: WebAclOptions } | { readonly webAclArn: string }) {}

  /** @internal Has a load balancer ask it, and makes it where it is new. */
  public _associate(scope: Construct, loadBalancer: IApplicationLoadBalancer, routes: readonly Route[]): CfnWebACL | undefined {
    const { facts } = this;
    const made =
      'options' in facts
        ? new CfnWebACL(scope, 'WebAcl', {
            scope: 'REGIONAL',
            defaultAction: { allow: {} },
            visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'all', sampledRequestsEnabled: true },
            rules: webAclRules(facts.options, routes),
          })
        : undefined;
    const webAclArn = 'webAclArn' in facts ? facts.webAclArn : made!.attrArn;
    checkRegion(scope, webAclArn);
    new CfnWebACLAssociation(scope, 'WebAclAssociation', { resourceArn: loadBalancer.loadBalancerArn, webAclArn });
    return made;
  }
}

function checkRegion(scope: Construct, arn: string): void {
  const { region } = Stack.of(scope);
  const of = Token.isUnresolved(arn) ? undefined : arn.split(':')[3];
  if (of !== undefined && !Token.isUnresolved(region) && of !== region) {
    throw refusal(`webAcl ${arn} is of ${of}, but the load balancer is in ${region}: give one of that region`, scope);
  }
}
