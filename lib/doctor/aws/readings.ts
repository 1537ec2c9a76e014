import type { ListenerFacts } from '../../aws/facts';
import { isFor } from '../../aws/certificates';
import { leads } from '../../aws/leads';
import type { AwsQuestion } from '../../aws/questions';
import type { Evidence } from '../../findings/evidence';
import type { Judgement } from '../answer';
import { HOST_READINGS } from './host-readings';
import { told } from './told';

/** How what AWS tells of the chain as a whole reads. What is wrong with it, findings add. */
export const AWS_READINGS: Readonly<Record<AwsQuestion, (evidence: Evidence) => Judgement>> = {
  ...HOST_READINGS,

  stack: told('stack', ({ stack }) => {
    const verdict = !stack ? 'not-checked' : /FAILED|ROLLBACK/.test(stack.status) ? 'problem' : /_COMPLETE(_CLEANUP_IN_PROGRESS)?$/.test(stack.status) ? 'healthy' : 'undetermined';
    return [verdict, `${stack?.name} is ${stack?.status}${stack?.failed ? `: ${stack.failed.resource} ${stack.failed.reason}` : verdict === 'undetermined' ? ': ask again when it has ended' : ''}`];
  }),

  record: told('record', ({ records, loadBalancer }) => {
    if (!records?.length || !loadBalancer) {
      return ['not-checked', loadBalancer ? 'no rule, record or certificate names the chain' : 'no load balancer'];
    }
    const ways = records.map((record) => ({ record, lead: leads(record, loadBalancer) }));
    const line = ways.map(({ record: { name, sets }, lead }) => {
      const to = [...new Set(sets.flatMap((set) => set.to))].join(', ');
      return { here: `${name} -> ${loadBalancer.name}`, elsewhere: `${name} -> ${to}`, nowhere: `${name} has no record`, 'in-front': `${name} -> ${to}, which stands in front`, 'not-ours': `${name} is in no zone of this account` }[lead];
    });
    const wrong = ways.some(({ lead }) => lead === 'elsewhere' || lead === 'nowhere');
    return [wrong ? 'problem' : ways.some(({ lead }) => lead === 'here') ? 'healthy' : 'not-checked', line.join('; ')];
  }),

  certificate: told('certificate', ({ listeners = [], certificates = [], names = [] }) => {
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
    const line = `${[...new Set(shown.flatMap((each) => each.names))].join(', ') || 'not one of ACM'}${days.length ? `, ${Math.min(...days)} days left` : ''}`;
    return missing.length === 0 && shown.length > 0 ? ['healthy', line] : [unseen ? 'undetermined' : 'problem', unseen ? `${line}; a certificate outside ACM cannot be seen` : `${line}; none for ${missing.join(', ')}`];
  }),

  'load-balancer': told('load-balancer', ({ loadBalancer, access = [] }) => {
    if (!loadBalancer) {
      return ['not-checked', 'no load balancer'];
    }
    const { type, name, state, idleSeconds } = loadBalancer;
    if (type !== 'application') {
      return ['not-checked', `${name} is a ${type} load balancer, which passes connections on as they are`];
    }
    const shut = access.find(({ purpose, admitted }) => purpose === 'clients' && admitted === false);
    const line = `${name} is ${state}, idle timeout ${idleSeconds === undefined ? 'unknown' : `${idleSeconds} s`}${shut ? `, nobody admitted to port ${shut.port}` : ''}`;
    return [shut || state === 'failed' ? 'problem' : state === 'provisioning' ? 'undetermined' : 'healthy', line];
  }),

  listener: told('listener', ({ listeners, targetGroup }) => {
    const leading = listeners?.filter(({ forwards }) => forwards) ?? [];
    return [leading.length > 0 ? 'healthy' : 'problem', leading.length > 0 ? leading.map(way).join('; ') : `nothing forwards to ${targetGroup?.name}`];
  }),

  'target-group': told('target-group', ({ targetGroup }) => {
    if (!targetGroup) {
      return ['problem', 'no target group holds it, so no load balancer leads here'];
    }
    const { protocol, protocolVersion, port, stickiness, deregistrationSeconds, targets } = targetGroup;
    const settings = [...(stickiness === undefined ? [] : [`stickiness ${stickiness ? 'on' : 'off'}`]), ...(deregistrationSeconds === undefined ? [] : [`deregistration delay ${deregistrationSeconds} s`])];
    return [targets === 0 ? 'problem' : 'healthy', [`${protocol} (${protocolVersion}) to port ${port}`, ...settings, ...(targets === undefined ? [] : [`${targets} target${targets === 1 ? '' : 's'}`])].join(', ')];
  }),

  'scaling-group': told('scaling-group', ({ scalingGroup }) => {
    const { inService = 0, desired = 0, failure } = scalingGroup ?? {};
    return [inService === 0 ? 'problem' : inService < desired ? 'undetermined' : 'healthy', `${inService} of ${desired} in service${failure ? `: ${failure}` : ''}`];
  }),
};

function way({ protocol, port, hosts, paths }: ListenerFacts): string {
  const conditions = [...hosts, ...paths];
  return `${protocol} ${port}${conditions.length > 0 ? ` for ${conditions.join(' ')}` : ''}`;
}
