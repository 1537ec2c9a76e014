import type { AwsQuestion } from '../../aws/questions';
import type { Evidence } from '../../findings/evidence';
import type { Judgement } from '../answer';
import { told } from './told';

/** What is asked about one host. */
type HostQuestion = Extract<AwsQuestion, 'instance' | 'security-group' | 'target-health' | 'user-data' | 'console' | 'deployment-log'>;

/** How what AWS tells of one host reads. */
export const HOST_READINGS: Readonly<Record<HostQuestion, (evidence: Evidence) => Judgement>> = {
  instance: told('instance', ({ instance, target }) => {
    if (!instance) {
      return target?.id.startsWith('i-') ? ['problem', 'there is no such instance any more'] : ['not-checked', 'an address that no instance of the VPC has'];
    }
    const { state, checks } = instance;
    if (state !== 'running') {
      return [state === 'pending' ? 'undetermined' : 'problem', `${state}${instance.stateReason ? `: ${instance.stateReason}` : ''}`];
    }
    const words = [checks?.system, checks?.instance];
    const verdict = words.includes('impaired') ? 'problem' : words.every((word) => word === 'ok' || word === 'not-applicable') ? 'healthy' : 'undetermined';
    return [verdict, `running, system check ${checks?.system}, instance check ${checks?.instance}`];
  }),

  'security-group': told('security-group', ({ access }) => {
    const doors = access?.filter(({ purpose }) => purpose !== 'clients') ?? [];
    const shut = doors.filter(({ admitted, released }) => admitted === false || released === false);
    const unclear = doors.some(({ admitted, released }) => admitted === undefined || released === undefined);
    const line = doors.map((door) => `port ${door.port} (${door.purpose}) ${shut.includes(door) ? 'shut' : door.admitted === undefined ? 'not told' : 'open'}`).join(', ');
    return [doors.length === 0 ? 'not-checked' : shut.length > 0 ? 'problem' : unclear ? 'undetermined' : 'healthy', line || 'the load balancer has no security group'];
  }),

  'target-health': told('target-health', ({ target }) => {
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

  'user-data': ({ aws, told: found = [] }) => {
    const { nginx } = aws ?? {};
    const own = found.filter(({ question }) => question === 'user-data');
    return told('user-data', () => {
      if (own.length > 0 || nginx?.lost) {
        return ['problem', own[0]?.detail ?? `${nginx?.lost?.path} lost its variables`];
      }
      if (!nginx?.files.length) {
        return ['not-checked', `${nginx ? 'it writes no nginx configuration' : 'there is none'}: doctor --nginx reads one on the host`];
      }
      return nginx.untold ? ['undetermined', nginx.untold] : ['healthy', `${nginx.files.join(', ')}: nothing in the way of a handshake`];
    })({ aws });
  },

  console: ({ aws, told: found = [] }) => {
    const own = found.find(({ question }) => question === 'console');
    return told('console', ({ console: output }) => {
      if (own) {
        return ['problem', own.detail];
      }
      const line = output?.line ? `; earlier it said: ${output.line}` : '';
      return output?.bytes ? ['healthy', `${output.bytes} bytes without a known failure${line}`] : ['not-checked', 'nothing there yet'];
    })({ aws });
  },

  'deployment-log': ({ aws, told: found = [] }) => {
    const own = found.find(({ question }) => question === 'deployment-log');
    return told('deployment-log', ({ deploymentLog }) => {
      if (own) {
        return ['problem', own.detail];
      }
      return ['healthy', deploymentLog?.sentence ? `nothing about the hosts of today; ${deploymentLog.instance} said: ${deploymentLog.sentence}` : 'no host wrote a reason for staying out of service'];
    })({ aws });
  },
};
