import { size } from '../../lib/nginx/sizing';
import { springUnit } from '../../lib/spring/spring-unit';
import { readUnit } from './unit-reader';

const sizing = size({ memoryMiB: 2048, vcpus: 2, connections: 5000, messageBytes: 1024, remote: false });

const REMOTE_IP = [
  '"SERVER_TOMCAT_REMOTEIP_INTERNALPROXIES=127[.].+"',
  '"SERVER_TOMCAT_REMOTEIP_REMOTEIPHEADER=X-Forwarded-For"',
  '"SERVER_TOMCAT_REMOTEIP_PROTOCOLHEADER=X-Forwarded-Proto"',
  '"SERVER_TOMCAT_REMOTEIP_PORTHEADER=X-Forwarded-Port"',
].join(' ');

test('the whole unit', () => {
  const java = '/usr/bin/java -Xmx1188m -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/var/tmp';
  expect(
    springUnit({ sizing, jvmOptions: ['-Duser.timezone=UTC', '-Dgreeting=a b'], managementPort: 9090, idleSeconds: 3600, variables: [] }),
  ).toBe(`[Unit]
Description=Spring Boot application
After=websocket-prepare.service websocket-nginx.service
StartLimitIntervalSec=0

[Service]
User=spring-boot
DynamicUser=yes
StateDirectory=spring-boot
RuntimeDirectory=spring-boot
WorkingDirectory=%S/spring-boot
Environment="SERVER_ADDRESS=127.0.0.1" "SERVER_PORT=8080" "SERVER_SSL_ENABLED=false"
Environment="SERVER_FORWARDHEADERSSTRATEGY=native"
Environment=${REMOTE_IP}
Environment="SERVER_MAXHTTPREQUESTHEADERSIZE=16KB" "SERVER_NETTY_MAXINITIALLINELENGTH=16KB"
Environment="SERVER_TOMCAT_MAXCONNECTIONS=5756" "SERVER_TOMCAT_ACCEPTCOUNT=4096"
Environment="SERVER_JETTY_MAXCONNECTIONS=5756" "SERVER_JETTY_CONNECTIONIDLETIMEOUT=3600s"
Environment="WEBSOCKETHOST_COMPANION_BUFFERSIZE=2048"
Environment="SERVER_SHUTDOWN=graceful" "SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE=20s"
Environment="MANAGEMENT_SERVER_PORT=9090" "MANAGEMENT_SERVER_ADDRESS=127.0.0.1"
EnvironmentFile=/run/websocket-host/spring-boot.env
ExecStart=${java} -Duser.timezone=UTC "-Dgreeting=a b" \$JAVA_LAUNCH
Restart=always
RestartSec=2
SuccessExitStatus=143
TimeoutStopSec=45
LimitNOFILE=70536
MemoryMax=1570M

[Install]
WantedBy=multi-user.target
`);
});

test('without a port for management there is none', () => {
  expect(Object.keys(readUnit(springUnit({ sizing, jvmOptions: [], idleSeconds: 3600, variables: [] })).environment())).not.toContain(
    'MANAGEMENT_SERVER_PORT',
  );
});

test("the consumer's options come after ours, before what the agent says for the jar", () => {
  expect(readUnit(springUnit({ sizing, jvmOptions: ['-Xmx512m'], idleSeconds: 3600, variables: [] })).command()).toEqual([
    '/usr/bin/java',
    '-Xmx1188m',
    '-XX:+ExitOnOutOfMemoryError',
    '-Djava.io.tmpdir=/var/tmp',
    '-Xmx512m',
    '$JAVA_LAUNCH',
  ]);
});

test('systemd waits longer than Spring Boot takes to end', () => {
  const unit = readUnit(springUnit({ sizing, jvmOptions: [], idleSeconds: 3600, variables: [] }));
  expect(Number(unit.values('Service.TimeoutStopSec')[0])).toBeGreaterThan(
    parseInt(unit.environment().SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE!) * 2,
  );
});

test.each(['SERVER_MAX_HTTP_REQUEST_HEADER_SIZE', 'server_jetty_connection_idle_timeout', 'SERVER_JETTY_MAXCONNECTIONS'])(
  "the consumer's %s stands alone",
  (name) => {
    const { environment } = readUnit(springUnit({ sizing, jvmOptions: [], idleSeconds: 3600, variables: [name] }));
    expect(Object.keys(environment()).filter((each) => each.replace(/_/g, '') === name.replace(/_/g, '').toUpperCase())).toEqual([]);
  },
);

test.each(['SERVER_FORWARD_HEADERS_STRATEGY', 'SERVER_FORWARDHEADERSSTRATEGY', 'server_forward_headers_strategy'])(
  "the consumer's %s wins over ours, which Spring takes for the same",
  (name) => {
    const { environment } = readUnit(springUnit({ sizing, jvmOptions: [], idleSeconds: 3600, variables: [name] }));
    expect(Object.keys(environment())).not.toContain('SERVER_FORWARDHEADERSSTRATEGY');
    expect(environment()).toMatchObject({ SERVER_PORT: '8080', SERVER_SHUTDOWN: 'graceful' });
  },
);
