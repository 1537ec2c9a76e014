import type { AwsQuestion } from '../../aws/questions';
import { verdictOf } from '../answer';
import type { Readable } from '../questions/question';
import { awsQuestion } from './question';

/** What is asked about one host. */
type HostQuestion = Extract<AwsQuestion, 'instance' | 'security-group' | 'target-health' | 'user-data' | 'console' | 'deployment-log'>;

/** What a good answer about one host proves, and how it reads. */
export const HOST_TABLE: Readonly<Record<HostQuestion, Readable>> = {
  instance: awsQuestion('instance', 'host', ({ instance, target }) => {
    if (!instance) {
      return target?.id.startsWith('i-')
        ? ['problem', 'there is no such instance any more']
        : ['not-checked', 'an address that no instance of the VPC has'];
    }
    const { state, checks } = instance;
    if (state !== 'running') {
      return [state === 'pending' ? 'undetermined' : 'problem', `${state}${instance.stateReason ? `: ${instance.stateReason}` : ''}`];
    }
    const words = [checks?.system, checks?.instance];
    const fine = words.every((word) => word === 'ok' || word === 'not-applicable');
    return [
      verdictOf({ problem: words.includes('impaired'), undetermined: !fine }),
      `running, system check ${checks?.system}, instance check ${checks?.instance}`,
    ];
  }),

  'security-group': awsQuestion('security-group', 'host', ({ access }) => {
    const ports = access?.filter(({ purpose }) => purpose !== 'clients') ?? [];
    const shut = ports.filter(({ admitted, released }) => admitted === false || released === false);
    // Where a broker is, by which a rule of ranges would be judged, is not asked.
    const unclear = ports.some(({ purpose, ...port }) => purpose !== 'broker' && [port.admitted, port.released].includes(undefined));
    if (ports.length === 0) {
      return ['not-checked', 'the load balancer has no security group'];
    }
    const line = ports.map((port) => {
      const open = port.admitted === undefined ? 'not told' : 'open';
      return `port ${port.port} (${port.purpose}) ${shut.includes(port) ? 'shut' : open}`;
    });
    return [verdictOf({ problem: shut.length > 0, undetermined: unclear }), line.join(', ')];
  }),

  'target-health': awsQuestion('target-health', 'nginx', ({ target }) => {
    const { state = 'unknown', reason, description } = target ?? {};
    const line = [state, reason, description].filter(Boolean).join(', ');
    switch (state) {
      case 'healthy':
        return ['healthy', line];
      case 'unhealthy':
      case 'unused':
        return ['problem', line];
      case 'draining':
        return ['not-checked', line];
      default:
        return ['undetermined', `${line}: ask again in a minute`];
    }
  }),

  'user-data': awsQuestion('user-data', 'nginx', ({ nginx }, own) => {
    if (own || nginx?.lost) {
      return ['problem', own ?? `${nginx?.lost?.path} lost its variables`];
    }
    if (!nginx?.files.length) {
      return ['not-checked', `${nginx ? 'it writes no nginx configuration' : 'there is none'}: doctor --nginx reads one on the host`];
    }
    return nginx.undetermined
      ? ['undetermined', nginx.undetermined]
      : ['healthy', `${nginx.files.join(', ')}: nothing in the way of a handshake`];
  }),

  console: awsQuestion('console', 'host', ({ console: output }, own) => {
    if (own) {
      return ['problem', own];
    }
    const line = output?.line ? `; earlier it said: ${output.line}` : '';
    return output?.bytes ? ['healthy', `${output.bytes} bytes without a known failure${line}`] : ['not-checked', 'nothing there yet'];
  }),

  'deployment-log': awsQuestion('deployment-log', 'host', ({ deploymentLog }, own) => {
    if (own) {
      return ['problem', own];
    }
    return [
      'healthy',
      deploymentLog?.sentence
        ? `nothing about the hosts of today; ${deploymentLog.instance} said: ${deploymentLog.sentence}`
        : 'no host wrote a reason for staying out of service',
    ];
  }),
};
