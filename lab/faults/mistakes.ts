import { Duration, type Stack } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type NginxExtension, Route, type SpringAppOptions, type WebSocketHost, type WebSocketHostProps } from '../../lib';
import { ALARM, KEYS } from './lanes';

/** How a version differs from the one that works. */
export interface Change {
  /** Another jar on this machine. */
  readonly jar?: 'version1' | 'version2';
  /** A jar in the bucket, by its key. */
  readonly key?: string;
  readonly options?: SpringAppOptions;
  /** The name of the secret that becomes TOKEN. */
  readonly secret?: string;
  /** The name of the parameter that becomes TOKEN instead. */
  readonly parameter?: string;
  readonly routes?: readonly Route[];
  readonly nginx?: NginxExtension;
  /** Further props of the host. */
  readonly host?: (stack: Stack) => Partial<WebSocketHostProps>;
  /** What is done with the host once it is made. */
  readonly then?: (host: WebSocketHost) => void;
}

/** Long enough for a JVM on a busy machine, short enough to wait for. */
const SHORT = Duration.seconds(30);

/** A version with something in its code that the lab's application has on demand. */
const code = (trouble: string, options: SpringAppOptions = {}): Change => ({
  jar: 'version2',
  options: { ...options, environment: { TROUBLE: trouble } },
});

/** What a company's guardrail does: a permissions boundary, a bucket's or a key's own policy. */
const denied =
  (...actions: string[]) =>
  (host: WebSocketHost): void => {
    host.role.addToPrincipalPolicy(new PolicyStatement({ effect: Effect.DENY, actions, resources: ['*'] }));
  };

/** Each as somebody could make it, by the name of what is wrong. */
export const MISTAKES: Readonly<Record<string, Change>> = {
  'jar-exits': code('exits'),
  'jar-never-listens': code('never-listens', { startTimeout: SHORT }),
  // With the companion Tomcat listens on its socket too, whatever its port is.
  'wrong-port': code('wrong-port', { startTimeout: SHORT, companion: false }),
  'long-migration': code('migrates', { startTimeout: SHORT }),
  'out-of-memory': code('needs-memory', { jvmOptions: ['-Xmx96m'] }),
  'java-too-old': { key: KEYS.java25, options: { javaVersion: 21 } },
  'route-unknown': { routes: [Route.handler('/echo'), Route.stomp('/ws')] },
  'upgrade-dropped': { nginx: { server: 'location ^~ /echo { proxy_pass http://spring_boot; proxy_set_header Host $http_host; }' } },
  'secret-absent': { secret: 'lanes/nobody-made-this' },
  'parameter-absent': { parameter: '/lanes/nobody-made-this' },
  'secret-denied': { jar: 'version2', then: denied('secretsmanager:GetSecretValue') },
  'bucket-denied': { key: KEYS.version1, then: denied('s3:GetObject') },
  'jar-denied': {
    key: KEYS.version1,
    then: (host) =>
      host.role.addToPrincipalPolicy(
        new PolicyStatement({ effect: Effect.DENY, actions: ['s3:GetObject'], resources: [`arn:aws:s3:::*/${KEYS.version1}`] }),
      ),
  },
  // Leaves room for the agent, not for the jar.
  'disk-full': {
    jar: 'version2',
    then: (host) => host.addUserData('fallocate -l $(( $(df --output=avail -B1 / | tail -n 1) - 8000000 )) /var/lib/models.bin'),
  },
  'user-data-fails': { then: (host) => host.addUserData('cp /opt/company/settings.ini /etc/settings.ini') },
  'alarm-goes-off': {
    jar: 'version2',
    host: (stack) => ({
      bakeTime: Duration.minutes(2),
      rollbackAlarms: [
        new Alarm(stack, 'Alarm', {
          alarmName: ALARM,
          metric: new Metric({ namespace: 'Lab', metricName: 'Errors' }),
          threshold: 1,
          evaluationPeriods: 1,
        }),
      ],
    }),
  },
  'nginx-missing': { jar: 'version2' },
  'repository-away': { jar: 'version2' },
};

/** What is meant well. */
export const VERSIONS: Readonly<Record<string, Change>> = {
  Working: {},
  Version2: { jar: 'version2' },
  OtherSecret: { secret: 'lanes/token-2' },
  OtherProperty: { secret: 'lanes/token-2', options: { properties: { greeting: 'good evening' } } },
  Redeployed: { secret: 'lanes/token-2', options: { properties: { greeting: 'good evening' } }, host: () => ({ redeploy: 'again' }) },
};
