import { ENVIRONMENT_FILE, JAR_FILE, SPRING_BOOT_PORT, UNITS } from '../chain/conventions';
import type { Sizing } from '../nginx/sizing';
import { environmentLine, execArgument, HARDENING } from './systemd';

/** What a host's spring-boot.service is made from. */
export interface SpringUnit {
  readonly sizing: Sizing;
  readonly jvmOptions: readonly string[];
  readonly managementPort?: number;
  /** Variables that the consumer sets; where one means the same as ours, theirs wins. */
  readonly variables: readonly string[];
}

/** Longer than the graceful shutdown below, so that systemd never kills what would still end by itself. */
const STOP_SECONDS = 45;
const GRACEFUL_SECONDS = 20;

/** Prints spring-boot.service. Its lines win over the jar's own configuration: environment ranks above application.properties. */
export function springUnit(unit: SpringUnit): string {
  const ours = {
    SERVER_ADDRESS: '127.0.0.1',
    SERVER_PORT: `${SPRING_BOOT_PORT}`,
    // EC2 is no cloud platform that Spring Boot detects, so it would ignore X-Forwarded-* unless told.
    SERVER_FORWARDHEADERSSTRATEGY: 'native',
    // nginx alone is the proxy: with Tomcat's default, clients inside a VPC would count as proxies too.
    SERVER_TOMCAT_REMOTEIP_INTERNALPROXIES: '127[.][0-9]+[.][0-9]+[.][0-9]+',
    SERVER_TOMCAT_REMOTEIP_REMOTEIPHEADER: 'X-Forwarded-For',
    SERVER_TOMCAT_REMOTEIP_PROTOCOLHEADER: 'X-Forwarded-Proto',
    SERVER_TOMCAT_REMOTEIP_PORTHEADER: 'X-Forwarded-Port',
    // TLS ends at the load balancer.
    SERVER_SSL_ENABLED: 'false',
    SERVER_TOMCAT_MAXCONNECTIONS: `${unit.sizing.tomcatConnections}`,
    SERVER_TOMCAT_ACCEPTCOUNT: `${unit.sizing.backlog}`,
    SERVER_SHUTDOWN: 'graceful',
    SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE: `${GRACEFUL_SECONDS}s`,
    ...(unit.managementPort === undefined ? {} : { MANAGEMENT_SERVER_PORT: `${unit.managementPort}`, MANAGEMENT_SERVER_ADDRESS: '127.0.0.1' }),
  };
  const theirs = unit.variables.map(relaxed);
  const environment = Object.entries(ours).filter(([name]) => !theirs.includes(relaxed(name)));
  // Uploads are kept on the disk meanwhile: /tmp is memory on Amazon Linux.
  const java = ['/usr/bin/java', `-Xmx${unit.sizing.heapMiB}m`, '-XX:+ExitOnOutOfMemoryError', '-Djava.io.tmpdir=/var/tmp', ...unit.jvmOptions, '-jar', `/${JAR_FILE}`];
  return `[Unit]
Description=Spring Boot application
After=${UNITS.prepare}
StartLimitIntervalSec=0

[Service]
User=spring-boot
DynamicUser=yes
StateDirectory=spring-boot
WorkingDirectory=%S/spring-boot
${environment.map(([name, value]) => environmentLine(name, value)).join('\n')}
EnvironmentFile=/${ENVIRONMENT_FILE}
ExecStart=${java.map((argument) => execArgument(argument, 'jvmOptions')).join(' ')}
Restart=always
RestartSec=2
SuccessExitStatus=143
TimeoutStopSec=${STOP_SECONDS}
LimitNOFILE=${unit.sizing.appOpenFiles}
MemoryMax=${unit.sizing.appMemoryMiB}M
${HARDENING}

[Install]
WantedBy=multi-user.target
`;
}

/** A variable as Spring reads it: relaxed binding takes SERVER_PORT and SERVERPORT for one. */
function relaxed(name: string): string {
  return name.toLowerCase().replace(/_/g, '');
}
