"""What the deployer and the agent agree on: lib/chain/conventions.ts, as far as the agent needs it."""

NGINX_PORT = 8000
PROOF_PORT = 8082
AGENT_PORT = 8083
HEALTH_PATH = "/.well-known/websocket-host/health"

CONFIG_DIR = "etc/websocket-host/"
VPC_RANGES_CONF = CONFIG_DIR + "vpc-ranges.conf"
SPRING_BOOT_ADDRESS_CONF = CONFIG_DIR + "spring-boot-address.conf"
DEPLOYMENT_FILE = CONFIG_DIR + "deployment.json"
RUN_DIR = "run/websocket-host/"
ENVIRONMENT_FILE = RUN_DIR + "spring-boot.env"
USER_DATA_DONE_FILE = RUN_DIR + "user-data-done"
JAR_FILE = "var/lib/websocket-host/app.jar"
ACCESS_LOG = "var/log/websocket-nginx/access.log"

PREPARE_UNIT = "websocket-prepare.service"
SPRING_BOOT_UNIT = "spring-boot.service"
NGINX_UNIT = "websocket-nginx.service"
HEALTH_UNIT = "websocket-health.service"
GATE_UNIT = "websocket-gate.service"
LOGS_UNIT = "websocket-logs.service"
# These two differ from deployment to deployment, so user data brings them.
DEPLOYMENT_UNITS = (SPRING_BOOT_UNIT, NGINX_UNIT)

# Only the agent writes and reads these.
PREPARE_FAILURE_FILE = RUN_DIR + "prepare-failure"
HANDSHAKES_FILE = RUN_DIR + "handshakes.json"
JAR_SOURCE_FILE = JAR_FILE + ".source"
JOURNAL_SINCE_FILE = RUN_DIR + "journal-since"
