import { isDown, isFull } from '../../aws/broker-state';
import type { BrokerFacts, ClassicLoadBalancerFacts, ListenerFacts } from '../../aws/facts';
import { isFor } from '../../aws/certificates';
import { recordTarget } from '../../aws/record-target';
import type { AwsQuestion } from '../../aws/questions';
import { verdictOf, type Verdict } from '../answer';
import type { Readable } from '../questions/question';
import { HOST_TABLE } from './host-questions';
import { awsQuestion } from './question';

/** What a good answer of AWS's proves, and how it reads. What is wrong with it, findings add. */
export const AWS_TABLE: Readonly<Record<AwsQuestion, Readable>> = {
  ...HOST_TABLE,

  stack: awsQuestion('stack', 'host', ({ stack }) => {
    if (!stack) {
      return ['not-checked', 'no stack'];
    }
    const { name, status, failed } = stack;
    const verdict = verdictOf({
      problem: /FAILED|ROLLBACK/.test(status),
      undetermined: !/_COMPLETE(_CLEANUP_IN_PROGRESS)?$/.test(status),
    });
    const later = verdict === 'undetermined' ? ': ask again when it has ended' : '';
    return [verdict, `${name} is ${status}${failed ? `: ${failed.resource} ${failed.reason}` : later}`];
  }),

  record: awsQuestion('record', 'dns', ({ records, loadBalancer }) => {
    if (!records?.length || !loadBalancer) {
      return ['not-checked', loadBalancer ? 'no rule, record or certificate names the chain' : 'no load balancer'];
    }
    const ways = records.map((record) => ({ record, target: recordTarget(record, loadBalancer) }));
    const line = ways.map(({ record: { name, sets }, target }) => {
      const to = [...new Set(sets.flatMap((set) => set.to))].join(', ');
      return {
        here: `${name} -> ${loadBalancer.name}`,
        elsewhere: `${name} -> ${to}`,
        nowhere: `${name} has no record`,
        'in-front': `${name} -> ${to}, which stands in front`,
        'not-ours': `${name} is in no zone of this account`,
      }[target];
    });
    const wrong = ways.some(({ target }) => target === 'elsewhere' || target === 'nowhere');
    const unwronged = ways.some(({ target }) => target === 'here') ? 'healthy' : 'not-checked';
    return [wrong ? 'problem' : unwronged, line.join('; ')];
  }),

  certificate: awsQuestion('certificate', 'tls', ({ listeners = [], certificates = [], names = [] }) => {
    const secure = listeners.filter(({ forwards, protocol }) => forwards && protocol === 'HTTPS');
    const shown = [...secure.flatMap((listener) => listener.certificates), ...certificates];
    const bad = shown.find(({ status, expiresInDays }) => status !== 'ISSUED' || (expiresInDays ?? 0) < 0);
    if (bad) {
      return ['problem', `${bad.names.join(', ')}: ${bad.status}`];
    }
    if (secure.length === 0) {
      return ['not-checked', 'no HTTPS listener leads to the target group'];
    }
    const missing = names.filter((name) => !secure.every((listener) => listener.certificates.some((each) => isFor(each, name))));
    const unseen = secure.some(({ unseenCertificates }) => unseenCertificates > 0);
    const days = shown.flatMap(({ expiresInDays }) => expiresInDays ?? []);
    const shownNames = [...new Set(shown.flatMap((each) => each.names))].join(', ') || 'not one of ACM';
    const line = `${shownNames}${days.length ? `, ${Math.min(...days)} days left` : ''}`;
    if (missing.length === 0 && shown.length > 0) {
      return ['healthy', line];
    }
    return unseen
      ? ['undetermined', `${line}; a certificate outside ACM cannot be seen`]
      : ['problem', `${line}; none for ${missing.join(', ')}`];
  }),

  'load-balancer': awsQuestion('load-balancer', 'load-balancer', ({ loadBalancer, classicLoadBalancer, access = [] }) => {
    if (!loadBalancer) {
      return classicLoadBalancer ? classic(classicLoadBalancer) : ['not-checked', 'no load balancer'];
    }
    const { type, name, state, idleSeconds } = loadBalancer;
    if (type !== 'application') {
      return ['not-checked', `${name} is a ${type} load balancer, which passes connections on as they are`];
    }
    const shut = access.find(({ purpose, admitted }) => purpose === 'clients' && admitted === false);
    const idle = idleSeconds === undefined ? 'unknown' : `${idleSeconds} s`;
    return [
      verdictOf({ problem: shut !== undefined || state === 'failed', undetermined: state === 'provisioning' }),
      `${name} is ${state}, idle timeout ${idle}${shut ? `, nobody admitted to port ${shut.port}` : ''}`,
    ];
  }),

  listener: awsQuestion('listener', 'load-balancer', ({ listeners, targetGroup }) => {
    const leading = listeners?.filter(({ forwards }) => forwards) ?? [];
    return [
      leading.length > 0 ? 'healthy' : 'problem',
      leading.length > 0 ? leading.map(way).join('; ') : `nothing forwards to ${targetGroup?.name}`,
    ];
  }),

  'target-group': awsQuestion('target-group', 'load-balancer', ({ targetGroup }) => {
    if (!targetGroup) {
      return ['problem', 'no target group holds it, so no load balancer leads here'];
    }
    const { protocol, protocolVersion, port, stickiness, deregistrationSeconds, targets } = targetGroup;
    const settings = [
      ...(stickiness === undefined ? [] : [`stickiness ${stickiness ? 'on' : 'off'}`]),
      ...(deregistrationSeconds === undefined ? [] : [`deregistration delay ${deregistrationSeconds} s`]),
    ];
    return [
      targets === 0 ? 'problem' : 'healthy',
      [
        `${protocol} (${protocolVersion}) to port ${port}`,
        ...settings,
        ...(targets === undefined ? [] : [`${targets} target${targets === 1 ? '' : 's'}`]),
      ].join(', '),
    ];
  }),

  'scaling-group': awsQuestion('scaling-group', 'host', ({ scalingGroup }) => {
    const { inService = 0, desired = 0, failure } = scalingGroup ?? {};
    return [
      verdictOf({ problem: inService === 0, undetermined: inService < desired }),
      `${inService} of ${desired} in service${failure ? `: ${failure}` : ''}`,
    ];
  }),

  broker: awsQuestion('broker', 'broker', ({ broker }) => (broker ? amazonMq(broker) : ['not-checked', 'no broker of Amazon MQ'])),
};

function amazonMq(broker: BrokerFacts): readonly [Verdict, string] {
  const { name, state, wanted, connections, most } = broker;
  const of = most === undefined ? '' : ` of the ${most} that it takes of STOMP`;
  const open = connections === undefined ? '' : `, ${connections} connections${of}`;
  return [
    verdictOf({ problem: isFull(broker) || isDown(broker), undetermined: state !== 'RUNNING' }),
    `${name} is ${state}${wanted ? ` (${wanted})` : ''}${open}`,
  ];
}

/** What carries no WebSockets is a finding's to tell. */
function classic({ name, listeners, besides }: ClassicLoadBalancerFacts): readonly [Verdict, string] {
  const said = listeners?.map(({ protocol, port }) => `${protocol} ${port}`).join(', ');
  return said === undefined
    ? [besides ? 'not-checked' : 'undetermined', `the template does not show the listeners of ${name}, a Classic Load Balancer`]
    : ['healthy', `${name} is a Classic Load Balancer with ${said}`];
}

function way({ protocol, port, hosts, paths }: ListenerFacts): string {
  const conditions = [...hosts, ...paths];
  return `${protocol} ${port}${conditions.length > 0 ? ` for ${conditions.join(' ')}` : ''}`;
}
