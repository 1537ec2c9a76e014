import { CfnParameter, Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { ApplicationListenerCertificate, type IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IngressListener, ServiceDomain, SpringWebSocketService } from '../../lib';
import { balancer, importedBalancer, importedListener, listenerOn } from './balancers';
import { app, chat, ids, only, routes, synthesized, synthesizedStacks, zone } from './synthesized';

const WILDCARD = 'arn:aws:acm:eu-west-1:123456789012:certificate/wildcard';
const TYPE = 'AWS::ElasticLoadBalancingV2::ListenerCertificate';
const wildcard = (stack: Stack, id = 'Wildcard', arn = WILDCARD) => Certificate.fromCertificateArn(stack, id, arn);

function service(stack: Stack, id: string, listener: IApplicationListener, domain: ServiceDomain, priority = 7): void {
  new SpringWebSocketService(stack, id, { app: chat(), routes, domain, listener: IngressListener.rule(listener, { priority }) });
}

/** The stack of a service behind a rule of a listener of the same stack. */
const made = (domain: (stack: Stack) => ServiceDomain): Template =>
  synthesized((stack) => service(stack, 'Chat', listenerOn(balancer(stack, 'Alb', 3600)), domain(stack))).template;

describe('another certificate is another resource', () => {
  const own = (alsoNames: string[]) => (stack: Stack) => ServiceDomain.inZone(zone(stack), 'api', { alsoNames });
  const given = (arn: string, id?: string) => (stack: Stack) =>
    ServiceDomain.external('api.example.org', wildcard(stack, id, arn), {
      alsoNames: [id === undefined ? 'a.example.org' : 'b.example.org'],
    });
  const theirs = (domainName: string) => (stack: Stack) =>
    ServiceDomain.external(
      'api.example.org',
      new Certificate(stack, 'Theirs', { domainName, validation: CertificateValidation.fromDns() }),
    );

  test.each([
    ['for further names of a certificate of our own', own([]), own(['chat'])],
    ['for another ARN', given(WILDCARD), given(`${WILDCARD}2`)],
    ['for a certificate of the same app that AWS will issue anew', theirs('*.example.org'), theirs('*.example.com')],
  ])('%s', (_title, before, after) => {
    expect(ids(made(before), TYPE)).not.toEqual(ids(made(after), TYPE));
  });

  test.each([
    ['of our own', own(['chat']), own(['chat'])],
    ['of the same ARN under another id, with other names', given(WILDCARD), given(WILDCARD, 'Again')],
    ['of the same app', theirs('*.example.org'), theirs('*.example.org')],
  ])('and the same one %s keeps its id', (_title, before, after) => {
    expect(ids(made(before), TYPE)).toHaveLength(1);
    expect(ids(made(before), TYPE)).toEqual(ids(made(after), TYPE));
  });

  test('of which the host waits for the one that there is', () => {
    const template = made(given(WILDCARD));
    expect(only(template, 'AWS::AutoScaling::AutoScalingGroup').DependsOn).toContain(ids(template, TYPE)[0]);
  });
});

describe('two services with one certificate on one listener', () => {
  test.each(['First', 'Second'])('share it, so that it stays when only %s does', (stays) => {
    const build = (names: string[]) =>
      synthesized((stack) => {
        const listener = listenerOn(balancer(stack, 'Alb', 3600));
        names.forEach((name, index) => {
          service(stack, name, listener, ServiceDomain.external(`${name}.example.com`, wildcard(stack, `${name}Certificate`)), index + 7);
        });
      }).template;
    const both = build(['First', 'Second']);
    expect(ids(both, TYPE)).toHaveLength(1);
    expect(build([stays]).findResources(TYPE)).toEqual(both.findResources(TYPE));
    const groups = Object.values(both.findResources('AWS::AutoScaling::AutoScalingGroup'));
    groups.forEach(({ DependsOn }) => expect(DependsOn).toContain(ids(both, TYPE)[0]));
  });

  test('have one each when the listeners are two', () => {
    const { template } = synthesized((stack) => {
      const certificate = wildcard(stack);
      ['A', 'B'].forEach((id) =>
        service(stack, id, listenerOn(balancer(stack, `${id}Alb`, 3600)), ServiceDomain.external(`${id}.example.com`, certificate)),
      );
    });
    expect(ids(template, TYPE)).toHaveLength(2);
  });

  test('fail in two stacks, of which each would take it from the other', () => {
    const one = new Stack(app(), 'One');
    const other = new Stack(one.node.root as never, 'Other');
    const listener = listenerOn(balancer(one, 'Alb', 3600));
    service(one, 'Chat', listener, ServiceDomain.external('one.example.com', wildcard(one)));
    const id = ids(synthesizedStacks(one).One!.template, TYPE)[0]!.slice(0, -8);
    expect(() => service(other, 'Chat', listener, ServiceDomain.external('other.example.com', wildcard(other)), 8)).toThrow(
      `certificate ${WILDCARD} is added to listener One/Alb/Listener by One/${id} already, and the first of the two to be removed ` +
        'would take it off: leave it to that one, and give Other/Chat/Ingress ServiceDomain.recordOnly, ' +
        'or ServiceDomain.existing where there is no record to make',
    );
  });
});

test('fails when another resource adds the same certificate to the same listener', () => {
  const stack = new Stack(app(), 'Stack');
  const listener = listenerOn(balancer(stack, 'Alb', 3600));
  service(stack, 'Chat', listener, ServiceDomain.external('a.example.com', wildcard(stack)));
  new ApplicationListenerCertificate(stack, 'Later', { listener, certificates: [wildcard(stack, 'Again')] });
  expect(() => synthesizedStacks(stack)).toThrow(/is added to listener Stack\/Alb\/Listener by Stack\/Later already/);
});

test("the listener's default certificate may be added, too, because neither takes the other with it", () => {
  const { template } = synthesized((stack) => {
    const certificate = wildcard(stack);
    const listener = listenerOn(balancer(stack, 'Alb', 3600), { certificates: [certificate] });
    service(stack, 'Chat', listener, ServiceDomain.external('a.example.com', certificate));
  });
  expect(ids(template, TYPE)).toHaveLength(1);
});

test('an ARN that only AWS knows is a certificate, too', () => {
  const { template } = synthesized((stack) => {
    const loadBalancer = importedBalancer(stack, 'vpc-1');
    const certificate = wildcard(stack, 'Wildcard', new CfnParameter(stack, 'Arn').valueAsString);
    new SpringWebSocketService(stack, 'Chat', {
      app: chat(),
      routes,
      domain: ServiceDomain.external('a.example.com', certificate),
      listener: IngressListener.rule(importedListener(stack, loadBalancer), { loadBalancer, priority: 7 }),
    });
  });
  expect(only(template, TYPE).Properties.Certificates).toEqual([{ CertificateArn: { Ref: 'Arn' } }]);
});
