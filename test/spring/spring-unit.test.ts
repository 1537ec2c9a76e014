import { size } from '../../lib/nginx/sizing';
import { springUnit } from '../../lib/spring/spring-unit';
import { readUnit } from './unit-reader';

const sizing = size({ memoryMiB: 2048, vcpus: 2, connections: 5000, messageBytes: 1024, remote: false });

test('the whole unit', () => {
  expect(springUnit({ sizing, jvmOptions: ['-Duser.timezone=UTC', '-Dgreeting=a b'], managementPort: 9090, variables: [] })).toBe(`[Unit]
Description=Spring Boot application
After=websocket-prepare.service
StartLimitIntervalSec=0

[Service]
User=spring-boot
DynamicUser=yes
StateDirectory=spring-boot
WorkingDirectory=%S/spring-boot
Environment="SERVER_ADDRESS=127.0.0.1"
Environment="SERVER_PORT=8080"
Environment="SERVER_FORWARDHEADERSSTRATEGY=native"
Environment="SERVER_TOMCAT_REMOTEIP_INTERNALPROXIES=127[.][0-9]+[.][0-9]+[.][0-9]+"
Environment="SERVER_TOMCAT_REMOTEIP_REMOTEIPHEADER=X-Forwarded-For"
Environment="SERVER_TOMCAT_REMOTEIP_PROTOCOLHEADER=X-Forwarded-Proto"
Environment="SERVER_TOMCAT_REMOTEIP_PORTHEADER=X-Forwarded-Port"
Environment="SERVER_SSL_ENABLED=false"
Environment="SERVER_TOMCAT_MAXCONNECTIONS=5756"
Environment="SERVER_TOMCAT_ACCEPTCOUNT=4096"
Environment="SERVER_SHUTDOWN=graceful"
Environment="SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE=20s"
Environment="MANAGEMENT_SERVER_PORT=9090"
Environment="MANAGEMENT_SERVER_ADDRESS=127.0.0.1"
EnvironmentFile=/run/websocket-host/spring-boot.env
ExecStart=/usr/bin/java -Xmx1198m -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/var/tmp -Duser.timezone=UTC "-Dgreeting=a b" -jar /var/lib/websocket-host/app.jar
Restart=always
RestartSec=2
SuccessExitStatus=143
TimeoutStopSec=45
LimitNOFILE=70536
MemoryMax=1581M
CapabilityBoundingSet=
LockPersonality=yes
PrivateDevices=yes
ProtectControlGroups=yes
ProtectHome=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_NETLINK AF_UNIX
RestrictNamespaces=yes
SystemCallArchitectures=native
SystemCallErrorNumber=EPERM
SystemCallFilter=@system-service
UMask=0077

[Install]
WantedBy=multi-user.target
`);
});

test('without a port for management there is none', () => {
  expect(Object.keys(readUnit(springUnit({ sizing, jvmOptions: [], variables: [] })).environment())).not.toContain('MANAGEMENT_SERVER_PORT');
});

test('the consumer\'s options come after ours, before the jar', () => {
  expect(readUnit(springUnit({ sizing, jvmOptions: ['-Xmx512m'], variables: [] })).command()).toEqual([
    '/usr/bin/java', '-Xmx1198m', '-XX:+ExitOnOutOfMemoryError', '-Djava.io.tmpdir=/var/tmp', '-Xmx512m', '-jar', '/var/lib/websocket-host/app.jar',
  ]);
});

test('systemd waits longer than Spring Boot takes to end', () => {
  const unit = readUnit(springUnit({ sizing, jvmOptions: [], variables: [] }));
  expect(Number(unit.values('Service.TimeoutStopSec')[0])).toBeGreaterThan(parseInt(unit.environment().SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE!) * 2);
});

test.each(['SERVER_FORWARD_HEADERS_STRATEGY', 'SERVER_FORWARDHEADERSSTRATEGY', 'server_forward_headers_strategy'])('the consumer\'s %s wins over ours, which Spring takes for the same', (name) => {
  const { environment } = readUnit(springUnit({ sizing, jvmOptions: [], variables: [name] }));
  expect(Object.keys(environment())).not.toContain('SERVER_FORWARDHEADERSSTRATEGY');
  expect(environment()).toMatchObject({ SERVER_PORT: '8080', SERVER_SHUTDOWN: 'graceful' });
});
