import type { Target } from '../../../lib/probes/target';
import { alarmHistory, type AlarmState, alarmStates } from '../../aws/alarm-states';
import type { Lab } from '../../lab';
import { until } from '../../machines/command';
import type { Instance } from '../../machines/instance';
import { readService, type Service } from '../../service';
import { onlyInstance } from '../boot';
import { holds } from '../claims';
import { Knocking } from './knocking';
import { type Alarmed, alarmedDomain, alarmedStack } from './stacks';

const PAUSE_MS = 2000;

/** The alarms that a service has by itself, as its construct calls them. */
export const ALARMS = ['WithoutWebSocket', 'OpenSockets', 'NoHost', 'UnhealthyHosts', 'CertificateEnds'] as const;
export type AlarmName = (typeof ALARMS)[number];

/** One deployed service, its clients and what CloudWatch says of its alarms. */
export class AlarmedService {
  static async find(lab: Lab, name: Alarmed): Promise<AlarmedService> {
    const service = await readService(lab.aws, alarmedStack(name), `${alarmedDomain(name)}.${lab.zone}`);
    const target = await lab.target(service.origin);
    return new AlarmedService(lab, service, target, await onlyInstance(lab, service), new Knocking(target));
  }

  private constructor(
    private readonly lab: Lab,
    private readonly service: Service,
    readonly target: Target,
    readonly host: Instance,
    readonly clients: Knocking,
  ) {}

  /** The state of each alarm. */
  async states(): Promise<Record<AlarmName, AlarmState>> {
    const found = await alarmStates(
      this.lab.emulator,
      ALARMS.map((name) => this.physicalName(name)),
    );
    return Object.fromEntries(
      ALARMS.map((name) => [name, found.find(({ AlarmName }) => AlarmName === this.physicalName(name))!]),
    ) as Record<AlarmName, AlarmState>;
  }

  /** Those that have gone off since they were made. */
  async haveGoneOff(): Promise<AlarmName[]> {
    const histories = await Promise.all(ALARMS.map((name) => alarmHistory(this.lab.emulator, this.physicalName(name))));
    return ALARMS.filter((_, index) => histories[index].some((summary) => summary.endsWith('to ALARM')));
  }

  /** Waits until an alarm goes off, and says after how long and with which sentence; it must name a finding and the next command. */
  async goesOff(name: AlarmName, minutes: number, finding: string): Promise<string> {
    const seconds = await this.becomes(name, 'ALARM', minutes);
    const { AlarmDescription, StateReason } = (await this.states())[name];
    const says = AlarmDescription.startsWith(`${finding}, or something like it, at ${this.service.stack}/Chat/Host: `);
    holds(says && AlarmDescription.endsWith(` doctor --stack ${this.service.stack}`), `${name} says: ${AlarmDescription}`);
    return `${name} is in ALARM after ${seconds} s: "${AlarmDescription}" (${StateReason})`;
  }

  /** Waits until an alarm is over. */
  async isOver(name: AlarmName, minutes: number): Promise<string> {
    return `OK again ${await this.becomes(name, 'OK', minutes)} s after the repair`;
  }

  private async becomes(name: AlarmName, state: AlarmState['StateValue'], minutes: number): Promise<number> {
    const started = Date.now();
    const became = await until(async () => (await this.states())[name].StateValue === state, minutes * 60, PAUSE_MS);
    const { StateValue, StateReason } = (await this.states())[name];
    holds(became, `${name} is ${StateValue} after ${minutes} min, not ${state}: ${StateReason}; ${this.clients.report().text}`);
    return Math.round((Date.now() - started) / 1000);
  }

  private physicalName(name: AlarmName): string {
    const found = this.service.resources.find(
      ({ ResourceType, LogicalResourceId }) => ResourceType === 'AWS::CloudWatch::Alarm' && LogicalResourceId?.includes(`Alarms${name}`),
    );
    holds(found?.PhysicalResourceId, `stack ${this.service.stack} has no alarm ${name}`);
    return found.PhysicalResourceId;
  }
}
