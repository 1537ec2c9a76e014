/**
 * What the deployer, the agent on the host, the rehearsal and the doctor agree on.
 *
 * Paths have no leading slash: they are relative to a prefix, which is `/` on the host and a
 * temporary folder in a rehearsal.
 */

/** Where nginx listens for the load balancer. Unprivileged, so nginx needs no root. */
export const NGINX_PORT = 8000;
/** Where Spring Boot listens, on the loopback address only. */
export const SPRING_BOOT_PORT = 8080;
/** A second listener of nginx, loopback only: the same locations, but behind them the agent's echo instead of Spring Boot. */
export const PROOF_PORT = 8082;
/** Where the agent listens, on the loopback address only: its WebSocket echo and the health answer. */
export const AGENT_PORT = 8083;

/** Where nginx listens for Spring's broker relay, on the loopback address only: where the relay looks by default. */
export const RELAY_PORT = 61613;

/** What the load balancer asks nginx for; nginx hands it to the agent. */
export const HEALTH_PATH = '/.well-known/websocket-host/health';

/** Everything that the host is told; nginx finds its includes here too. */
export const CONFIG_DIR = 'etc/websocket-host';
/** The complete nginx configuration. */
export const NGINX_CONF = `${CONFIG_DIR}/nginx.conf`;
/** What every location that reaches Spring Boot includes: the upstream, its headers, HTTP/1.1. */
export const PROXY_CONF = `${CONFIG_DIR}/proxy.conf`;
/** What every location that carries sockets or event streams includes besides: nothing is held back. */
export const STREAM_CONF = `${CONFIG_DIR}/stream.conf`;
/** `set_real_ip_from` for the VPC's ranges; written by the agent, because they are known only on AWS. */
export const VPC_RANGES_CONF = `${CONFIG_DIR}/vpc-ranges.conf`;
/** The `server` line of the Spring Boot upstream; written by the agent when the application is on another machine. */
export const SPRING_BOOT_ADDRESS_CONF = `${CONFIG_DIR}/spring-boot-address.conf`;
/** The `server` lines of the upstream `broker`, one an address; written by the agent. */
export const BROKER_ADDRESSES_CONF = `${CONFIG_DIR}/broker-addresses.conf`;
/** Whose certificate an address of the broker must have: lines of the map `$broker_name`; written by the agent. */
export const BROKER_NAMES_CONF = `${CONFIG_DIR}/broker-names.conf`;
/** `proxy_ssl_trusted_certificate`: the file below, or where the operating system has its list of issuers; written by the agent. */
export const BROKER_TRUST_CONF = `${CONFIG_DIR}/broker-trust.conf`;
/** The broker's own issuer, in PEM, where it has one. */
export const BROKER_CA_FILE = `${CONFIG_DIR}/broker-ca.pem`;
/** `load_module` of nginx's stream module, where the operating system has it, else nothing; written by the agent. */
export const STREAM_MODULE_CONF = `${CONFIG_DIR}/stream-module.conf`;
/** The facts of this deployment: the one file that may hold values which only AWS knows. JSON. */
export const DEPLOYMENT_FILE = `${CONFIG_DIR}/deployment.json`;
/** The agent: a Python zip application, fetched from S3 because user data has no room for it. */
export const AGENT_FILE = 'usr/local/lib/websocket-host/agent.pyz';
/** What fetches the agent: a smaller one, in user data. */
export const BOOTSTRAP_FILE = 'usr/local/lib/websocket-host/bootstrap.pyz';

/** In memory (tmpfs), gone with a reboot. */
export const RUN_DIR = 'run/websocket-host';
/** The application's environment with its secrets, mode 0600; written by the agent. */
export const ENVIRONMENT_FILE = `${RUN_DIR}/spring-boot.env`;
/** Present once the consumer's own shell part of the user data has ended well. */
export const USER_DATA_DONE_FILE = `${RUN_DIR}/user-data-done`;

/** What outlives a reboot. */
export const STATE_DIR = 'var/lib/websocket-host';
/** The application, as the agent fetched it. */
export const JAR_FILE = `${STATE_DIR}/app.jar`;
/** Where Tomcat, with the host's companion in it, listens besides its port. */
export const APP_SOCKET = 'run/spring-boot/http.sock';

/** What the companion tells of the application, every few seconds. */
export const FIGURES_FILE = 'run/spring-boot/figures.json';
/** What the agent's watch finds of the broker relay. */
export const RELAY_FILE = `${RUN_DIR}/relay.json`;
/** Where nginx writes one JSON object a request. */
export const ACCESS_LOG = 'var/log/websocket-nginx/access.log';
/** Where nginx writes a line for each connection of the broker relay that has ended. */
export const RELAY_LOG = 'var/log/websocket-nginx/relay.log';

/** Where a host's metrics are in CloudWatch. */
export const METRICS_NAMESPACE = 'CdkSpringWebSocket';

/** systemd units, by what they do. */
export const UNITS = {
  /** Fetches jar and secrets, writes the includes. */
  prepare: 'websocket-prepare.service',
  springBoot: 'spring-boot.service',
  nginx: 'websocket-nginx.service',
  /** The agent's echo, the repeated handshake and the health answer. */
  health: 'websocket-health.service',
  /** Proves the routes, waits for the load balancer, signals CloudFormation. */
  gate: 'websocket-gate.service',
  /** Copies journal and access log to CloudWatch Logs, when asked. */
  logs: 'websocket-logs.service',
  /** Watches the application's connection to its STOMP broker, where nginx relays it. */
  relay: 'websocket-relay.service',
} as const;
