"""What the deployer and the agent agree on: lib/chain/conventions.ts, as far as the agent needs it."""

NGINX_PORT = 8000
PROOF_PORT = 8082
AGENT_PORT = 8083
RELAY_PORT = 61613
HEALTH_PATH = "/.well-known/websocket-host/health"

CONFIG_DIR = "etc/websocket-host/"
VPC_RANGES_CONF = CONFIG_DIR + "vpc-ranges.conf"
SPRING_BOOT_ADDRESS_CONF = CONFIG_DIR + "spring-boot-address.conf"
BROKER_ADDRESSES_CONF = CONFIG_DIR + "broker-addresses.conf"
BROKER_NAMES_CONF = CONFIG_DIR + "broker-names.conf"
BROKER_TRUST_CONF = CONFIG_DIR + "broker-trust.conf"
BROKER_CA_FILE = CONFIG_DIR + "broker-ca.pem"
STREAM_MODULE_CONF = CONFIG_DIR + "stream-module.conf"
DEPLOYMENT_FILE = CONFIG_DIR + "deployment.json"
RUN_DIR = "run/websocket-host/"
ENVIRONMENT_FILE = RUN_DIR + "spring-boot.env"
USER_DATA_DONE_FILE = RUN_DIR + "user-data-done"
JAR_FILE = "var/lib/websocket-host/app.jar"
COMPANION_FILE = "usr/local/lib/websocket-host/companion.jar"
APP_SOCKET = "run/spring-boot/http.sock"
ACCESS_LOG = "var/log/websocket-nginx/access.log"
RELAY_LOG = "var/log/websocket-nginx/relay.log"
METRICS_NAMESPACE = "CdkSpringWebSocket"

PREPARE_UNIT = "websocket-prepare.service"
SPRING_BOOT_UNIT = "spring-boot.service"
NGINX_UNIT = "websocket-nginx.service"
HEALTH_UNIT = "websocket-health.service"
GATE_UNIT = "websocket-gate.service"
LOGS_UNIT = "websocket-logs.service"
RELAY_UNIT = "websocket-relay.service"
# These two differ from deployment to deployment, so user data brings them.
DEPLOYMENT_UNITS = (SPRING_BOOT_UNIT, NGINX_UNIT)

# Only the agent writes and reads these.
PREPARE_FAILURE_FILE = RUN_DIR + "prepare-failure"
WITHOUT_COMPANION_FILE = RUN_DIR + "without-companion"
HANDSHAKES_FILE = RUN_DIR + "handshakes.json"
JAR_SOURCE_FILE = JAR_FILE + ".source"
SETTINGS_FILE = "var/lib/websocket-host/settings.json"
# There once the gate has found routes and messaging right.
PASSED_FILE = "var/lib/websocket-host/passed"
JOURNAL_SINCE_FILE = RUN_DIR + "journal-since"
# Written by the companion, and whole whenever it is read.
FIGURES_FILE = "run/spring-boot/figures.json"
# Written by the health unit, which is a user of its own, and read by the companion.
LEAVE_FILE = "run/websocket-health/leave"
# Addresses that the broker's names had.
BROKER_FOUND_FILE = "var/lib/websocket-host/broker-addresses.json"
# Whether the application is connected to its broker, and written anew by who watches that.
RELAY_FILE = RUN_DIR + "relay.json"
