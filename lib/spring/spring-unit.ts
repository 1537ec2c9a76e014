import { APP_SOCKET, ENVIRONMENT_FILE, SPRING_BOOT_PORT, UNITS } from '../chain/conventions';
import type { Sizing } from '../nginx/sizing';
import { environmentLine, execArgument } from './systemd';

/** What a host's spring-boot.service is made from. */
export interface SpringUnit {
  readonly sizing: Sizing;
  /** How long the most patient route may be silent. */
  readonly idleSeconds: number;
  readonly jvmOptions: readonly string[];
  readonly managementPort?: number;
  /** Variables that the consumer sets; where one means the same as ours, theirs wins. */
  readonly variables: readonly string[];
}

/** Longer than the graceful shutdown below, so that systemd never kills what would still end by itself. */
const STOP_SECONDS = 45;
const GRACEFUL_SECONDS = 20;

/**
 * Prints spring-boot.service, which the agent's hardening.conf completes. Its lines win over the jar's own configuration: environment
 * ranks above application.properties. It stops before nginx does, so that what it says at its end still reaches clients.
 */
export function springUnit(unit: SpringUnit): string {
  const theirs = unit.variables.map(relaxed);
  const environment = ours(unit)
    .map((group) => Object.entries(group).filter(([name]) => !theirs.includes(relaxed(name))))
    .filter((group) => group.length > 0)
    .map((group) => environmentLine(Object.fromEntries(group)));
  // Uploads are kept on the disk meanwhile: /tmp is memory on Amazon Linux.
  const java = [
    '/usr/bin/java',
    `-Xmx${unit.sizing.heapMiB}m`,
    '-XX:+ExitOnOutOfMemoryError',
    '-Djava.io.tmpdir=/var/tmp',
    ...unit.jvmOptions,
  ];
  return `[Unit]
Description=Spring Boot application
After=${UNITS.prepare} ${UNITS.nginx}
StartLimitIntervalSec=0

[Service]
User=spring-boot
DynamicUser=yes
StateDirectory=spring-boot
RuntimeDirectory=${APP_SOCKET.split('/')[1]}
WorkingDirectory=%S/spring-boot
${environment.join('\n')}
EnvironmentFile=/${ENVIRONMENT_FILE}
ExecStart=${java.map((argument) => execArgument(argument, 'jvmOptions')).join(' ')} $JAVA_LAUNCH
Restart=always
RestartSec=2
SuccessExitStatus=143
TimeoutStopSec=${STOP_SECONDS}
LimitNOFILE=${unit.sizing.appOpenFiles}
MemoryMax=${unit.sizing.appMemoryMiB}M

[Install]
WantedBy=multi-user.target
`;
}

/** What the host asks of Spring Boot, a line each. Each server takes what is its own. */
function ours({ sizing, idleSeconds, managementPort }: SpringUnit): Record<string, string>[] {
  return [
    // TLS ends at the load balancer.
    { SERVER_ADDRESS: '127.0.0.1', SERVER_PORT: `${SPRING_BOOT_PORT}`, SERVER_SSL_ENABLED: 'false' },
    // EC2 is no cloud platform that Spring Boot detects, so it would ignore X-Forwarded-* unless told.
    { SERVER_FORWARDHEADERSSTRATEGY: 'native' },
    {
      // nginx alone is the proxy: with Tomcat's default, clients inside a VPC would count as proxies too.
      SERVER_TOMCAT_REMOTEIP_INTERNALPROXIES: '127[.].+',
      SERVER_TOMCAT_REMOTEIP_REMOTEIPHEADER: 'X-Forwarded-For',
      SERVER_TOMCAT_REMOTEIP_PROTOCOLHEADER: 'X-Forwarded-Proto',
      SERVER_TOMCAT_REMOTEIP_PORTHEADER: 'X-Forwarded-Port',
    },
    // A header's and a URL's longest at the load balancer; the servers' own 8 kB (4 kB for Netty's URLs) are for all together.
    { SERVER_MAXHTTPREQUESTHEADERSIZE: '16KB', SERVER_NETTY_MAXINITIALLINELENGTH: '16KB' },
    { SERVER_TOMCAT_MAXCONNECTIONS: `${sizing.serverConnections}`, SERVER_TOMCAT_ACCEPTCOUNT: `${sizing.backlog}` },
    {
      SERVER_JETTY_MAXCONNECTIONS: `${sizing.serverConnections}`,
      // Otherwise Jetty closes a socket that was silent for 30 s.
      SERVER_JETTY_CONNECTIONIDLETIMEOUT: `${idleSeconds}s`,
    },
    // For the companion: Tomcat's buffers of a session.
    { WEBSOCKETHOST_COMPANION_BUFFERSIZE: `${sizing.sessionBuffer}` },
    { SERVER_SHUTDOWN: 'graceful', SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE: `${GRACEFUL_SECONDS}s` },
    ...(managementPort === undefined ? [] : [{ MANAGEMENT_SERVER_PORT: `${managementPort}`, MANAGEMENT_SERVER_ADDRESS: '127.0.0.1' }]),
  ];
}

/** A variable as Spring reads it: relaxed binding takes SERVER_PORT and SERVERPORT for one. */
function relaxed(name: string): string {
  return name.toLowerCase().replace(/_/g, '');
}
