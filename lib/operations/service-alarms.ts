import { Alarm, type IAlarm, type IAlarmAction, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkKinds, NUMBER } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import { type AlarmCondition, alarmProps, changeAlarm } from './alarm-condition';
import type { ServiceAlarmOptions } from './alarm-options';
import { FIGURE_ALARMS, type FigureAlarm, type FigureAlarmName } from './figure-alarms';
import type { Guarded, GuardedIngress } from './guarded';
import { hostMetric } from './host-metrics';

/** ACM renews a certificate earlier than that. */
const RENEWED_DAYS = 30;
/** In which Auto Scaling has another host start. */
const REPLACED_MINUTES = 10;

/** The alarms of a host or service. Each says which finding it usually is, and the command that looks further. */
export class ServiceAlarms extends Construct {
  /** @internal */
  public static _of(scope: Construct, guarded: Guarded): ServiceAlarms {
    return new ServiceAlarms(scope, guarded);
  }

  private readonly guarded: Guarded;
  private readonly alarms: Alarm[] = [];
  private readonly alarmActions: IAlarmAction[] = [];
  private readonly okActions: IAlarmAction[] = [];

  private constructor(scope: Construct, guarded: Guarded) {
    super(scope, 'Alarms');
    this.guarded = guarded;
    if (guarded.unasked && guarded.metrics.on) {
      if (guarded.companion) this.add('WithoutWebSocket');
      this.add('OpenSockets');
    }
    guarded.others.forEach((alarm) => this._take(alarm));
  }

  /**
   * Goes off when in two of three minutes half of a host's clients, of ten at least, did not get the WebSocket that they asked for: their
   * handshakes failed, or they fell back to other transports of SockJS. None without the companion or without `defaultAlarms`.
   */
  public get withoutWebSocket(): Alarm | undefined {
    return this.find('WithoutWebSocket');
  }

  /** Goes off when a host has 85 % of the sockets that it is sized for, for 5 minutes; `addOpenSockets` gives other values. */
  public get openSockets(): Alarm | undefined {
    return this.find('OpenSockets');
  }

  /**
   * Goes off when no host has been healthy for three minutes, or none there at all. It is made after the first host has served, so it
   * rolls nothing back.
   */
  public get noHost(): Alarm | undefined {
    return this.find('NoHost');
  }

  /** Goes off when a host stays unhealthy for longer than another one needs to take its place. */
  public get unhealthyHosts(): Alarm | undefined {
    return this.find('UnhealthyHosts');
  }

  /** Goes off when the certificate ends in less than 30 days, so that ACM has not renewed it. None without a certificate. */
  public get certificateEnds(): Alarm | undefined {
    return this.find('CertificateEnds');
  }

  /** All alarms that there are by now, those of messaging among them. */
  public get all(): Alarm[] {
    return [...this.alarms];
  }

  /** Tells a topic when an alarm goes off and when it is over: each there is, and each that is still made. */
  public notify(topic: ITopic): void {
    this.addAlarmAction(new SnsAction(topic));
    this.addOkAction(new SnsAction(topic));
  }

  /** Has something done when an alarm goes off: each there is, and each that is still made. */
  public addAlarmAction(...actions: IAlarmAction[]): void {
    this.alarmActions.push(...actions);
    this.alarms.forEach((alarm) => alarm.addAlarmAction(...actions));
  }

  /** Has something done when an alarm is over: each there is, and each that is still made. */
  public addOkAction(...actions: IAlarmAction[]): void {
    this.okActions.push(...actions);
    this.alarms.forEach((alarm) => alarm.addOkAction(...actions));
  }

  /**
   * For open sockets near what a host is sized for. The threshold is in percent of that: 85 by default, for 5 minutes. The alarm of
   * `defaultAlarms` gets these values.
   */
  public addOpenSockets(options?: ServiceAlarmOptions): Alarm {
    return this.add('OpenSockets', options);
  }

  /** For handshakes that the application refuses, by origin or login. The threshold is how many in a minute: 50, for 3 minutes. */
  public addHandshakesRefused(options?: ServiceAlarmOptions): Alarm {
    return this.add('HandshakesRefused', options);
  }

  /** For slow handshakes, which SockJS clients give up. The threshold is the 95th percentile in ms: 2000 by default, for 5 minutes. */
  public addSlowHandshakes(options?: ServiceAlarmOptions): Alarm {
    return this.add('SlowHandshakes', options);
  }

  /** For requests that nginx answers with a 5xx status. The threshold is how many in a minute, of all hosts: 20, for 3 minutes. */
  public addServerErrors(options?: ServiceAlarmOptions): Alarm {
    return this.add('ServerErrors', options);
  }

  /** For memory that garbage collection does not free. The threshold is in percent of the heap's limit: 90 by default, for 5 minutes. */
  public addHeapUsed(options?: ServiceAlarmOptions): Alarm {
    return this.add('HeapUsed', options);
  }

  /** For garbage collection that takes the application's time. The threshold is in percent of the time: 10 by default, for 5 minutes. */
  public addGarbageCollection(options?: ServiceAlarmOptions): Alarm {
    return this.add('GarbageCollection', options);
  }

  /** For the application's open files near their limit. The threshold is in percent of that: 80 by default, for 5 minutes. */
  public addFilesUsed(options?: ServiceAlarmOptions): Alarm {
    return this.add('FilesUsed', options);
  }

  /** For local ports from nginx to the application that run out. The threshold is in percent of them: 80 by default, for 5 minutes. */
  public addPortsUsed(options?: ServiceAlarmOptions): Alarm {
    return this.add('PortsUsed', options);
  }

  /** For what a host's agent finds wrong without clients, twice a minute. The threshold is how often a minute: 1, for 3 minutes. */
  public addHostChecks(options?: ServiceAlarmOptions): Alarm {
    return this.add('HostChecks', options);
  }

  /** @internal Once the load balancer is there. */
  public _guard({ healthyHosts, unhealthyHosts, daysToExpiry }: GuardedIngress): void {
    const { unasked, group, patience } = this.guarded;
    if (!unasked) return;
    const noHost = this.make('NoHost', {
      metric: healthyHosts(Stats.MAXIMUM),
      threshold: 1,
      below: true,
      minutes: 3,
      // Without any registered target Elastic Load Balancing says nothing.
      missing: TreatMissingData.BREACHING,
      code: 'ASG-NO-INSTANCE',
      says: 'no host is healthy, so nobody is served',
    });
    // Before the first host serves there is none.
    noHost.node.addDependency(group);
    this.make('UnhealthyHosts', {
      metric: unhealthyHosts(Stats.MINIMUM),
      threshold: 1,
      minutes: Math.ceil(patience.toMinutes({ integral: false })) + REPLACED_MINUTES,
      code: 'TARGET-UNHEALTHY',
      says: 'a host stays unhealthy, and no other takes its place',
    });
    if (daysToExpiry) {
      this.make('CertificateEnds', {
        metric: daysToExpiry,
        threshold: RENEWED_DAYS,
        below: true,
        // Of one that has ended ACM says nothing more: the alarm stays.
        missing: TreatMissingData.IGNORE,
        code: 'TLS-EXPIRED',
        says: `the certificate ends in less than ${RENEWED_DAYS} days and was not renewed`,
      });
    }
  }

  /** @internal */
  public _checkRollback(alarms: readonly IAlarm[]): void {
    if (alarms.some((alarm) => alarm === this.noHost)) {
      throw refusal('addRollbackAlarms has alarms.noHost, which is made after the hosts that would read it: leave it out', this);
    }
  }

  /** Makes one on a figure of the hosts; one that is there already gets other values. */
  private add(id: FigureAlarmName, options: ServiceAlarmOptions = {}): Alarm {
    const { metrics, group, connections } = this.guarded;
    const { metric, statistic, value = Number, datapointsToAlarm, code, says, ...usual }: FigureAlarm = FIGURE_ALARMS[id];
    const { threshold = usual.threshold, minutes = usual.minutes } = this.checked(options);
    metrics.read('an alarm of the service', metric);
    const compared = value(threshold, connections);
    return this.make(id, {
      metric: hostMetric(group, metric, { statistic }),
      threshold: compared,
      minutes,
      datapointsToAlarm,
      code,
      says: says(compared, connections),
    });
  }

  private make(id: string, condition: AlarmCondition): Alarm {
    const there = this.find(id);
    if (there) {
      changeAlarm(there, condition);
      return there;
    }
    const alarm = new Alarm(this, id, alarmProps(this, condition));
    this._take(alarm);
    return alarm;
  }

  /** @internal One that is made elsewhere too. */
  public _take(alarm: Alarm): void {
    this.alarms.push(alarm);
    if (this.alarmActions.length > 0) alarm.addAlarmAction(...this.alarmActions);
    if (this.okActions.length > 0) alarm.addOkAction(...this.okActions);
  }

  private checked(options: ServiceAlarmOptions): ServiceAlarmOptions {
    checkKinds(options, { optional: { threshold: NUMBER, minutes: NUMBER } }, this);
    const { threshold = 1, minutes = 1 } = options;
    if (!(threshold > 0)) throw refusal(`threshold is ${threshold}: give a number above 0`, this);
    if (!Number.isInteger(minutes) || minutes < 1) throw refusal(`minutes is ${minutes}: give a whole number, 1 or more`, this);
    return options;
  }

  private find(id: string): Alarm | undefined {
    return this.alarms.find((alarm) => alarm.node.scope === this && alarm.node.id === id);
  }
}
