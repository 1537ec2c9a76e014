import { IngressListener, Route, ServiceDomain, SpringWebSocketService } from '../../lib';
import { app, chat, ids, only, routes, synthesized, zone } from './synthesized';
import { ApplicationLoadBalancer, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Duration, Stack } from 'aws-cdk-lib';

const newStack = () => new Stack(app(), 'Other');

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/c';

/** A service behind a rule of a listener that another team has made. */
function behindARule(
  stack: Stack,
  path: string,
  paths: string[],
  domain = ServiceDomain.existing('api.example.com'),
): SpringWebSocketService {
  const vpc = new Vpc(stack, 'Vpc');
  const loadBalancer = new ApplicationLoadBalancer(stack, 'Alb', { vpc, idleTimeout: Duration.hours(1) });
  const https = loadBalancer.addListener('Https', {
    port: 443,
    certificates: [Certificate.fromCertificateArn(stack, 'Theirs', CERTIFICATE)],
    defaultAction: ListenerAction.fixedResponse(404),
  });
  const listener = IngressListener.rule(https, { loadBalancer, priority: 7, paths });
  return new SpringWebSocketService(stack, 'Chat', { app: chat(), vpc, routes: [Route.sockJs(path)], domain, listener });
}

test('a listener keeps its id when a domain comes later, so that no port is taken twice on the way', () => {
  const without = synthesized((stack) => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes })).template;
  const later = synthesized(
    (stack) => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, domain: ServiceDomain.inZone(zone(stack), 'api') }),
  ).template;
  const port80 = (template: typeof later) =>
    Object.keys(template.findResources('AWS::ElasticLoadBalancingV2::Listener', { Properties: { Port: 80 } }));
  expect(port80(later)).toEqual(port80(without));
});

test('a name that leads to the load balancer already gets no second record and no certificate', () => {
  const { template } = synthesized((stack) => behindARule(stack, '/ws', ['/ws*']));
  expect(only(template, 'AWS::ElasticLoadBalancingV2::ListenerRule').Properties.Conditions).toEqual([
    { Field: 'host-header', HostHeaderConfig: { Values: ['api.example.com'] } },
    { Field: 'path-pattern', PathPatternConfig: { Values: ['/ws*'] } },
  ]);
  expect([ids(template, 'AWS::Route53::RecordSet'), ids(template, 'AWS::CertificateManager::Certificate')]).toEqual([[], []]);
});

test('a name under the certificate of the listener gets its record and no certificate', () => {
  const { template } = synthesized((stack) => behindARule(stack, '/ws', ['/ws*'], ServiceDomain.recordOnly(zone(stack), 'api')));
  expect(only(template, 'AWS::Route53::RecordSet').Properties).toMatchObject({ Name: 'api.example.com.', Type: 'A' });
  const certificates = ['AWS::CertificateManager::Certificate', 'AWS::ElasticLoadBalancingV2::ListenerCertificate'];
  expect(certificates.flatMap((type) => ids(template, type))).toEqual([]);
});

test.each([
  ['existing', () => ServiceDomain.existing('api.example.com')],
  ['recordOnly', (stack: Stack) => ServiceDomain.recordOnly(zone(stack), 'api')],
])('fails with ServiceDomain.%s on a listener of its own, which has no certificate', (_title, domain) => {
  const stack = newStack();
  expect(() => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, domain: domain(stack) })).toThrow(
    'domain is api.example.com without a certificate, which only a listener that exists can have: ' +
      'use ServiceDomain.inZone or ServiceDomain.external',
  );
});

test('fails when a rule leaves out what SockJS needs below its path', () => {
  expect(() => behindARule(newStack(), '/ws', ['/ws'])).toThrow(
    /^paths is \/ws, which leaves out the route \/ws: add a pattern such as \/ws\*/,
  );
});

test('a name that goes takes its own record with it and no other', () => {
  const records = (names: string[]) => {
    const { template } = synthesized(
      (stack) =>
        new SpringWebSocketService(stack, 'Chat', {
          app: chat(),
          routes,
          domain: ServiceDomain.inZone(zone(stack), 'a', { alsoNames: names }),
        }),
    );
    return Object.fromEntries(
      Object.entries(template.findResources('AWS::Route53::RecordSet')).map(([id, { Properties }]) => [
        id,
        (Properties as { Name: string }).Name,
      ]),
    );
  };
  expect(records(['b', 'c'])).toMatchObject(records(['c']));
});
