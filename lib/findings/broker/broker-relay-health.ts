import type { Finding } from '../finding';

/** The health check depends on the broker. */
export const brokerRelayHealth: Finding = {
  code: 'BROKER-RELAY-HEALTH',
  hop: 'broker',
  title: 'the health check fails because the broker is away, so that every host is replaced',
  cause:
    "The group of /actuator/health that the load balancer asks has an indicator of the broker's in it (rabbit, jms, or one of your own).",
  why: 'A new host has the same broker: replacing hosts heals nothing, and adds cold starts and a storm of connections to the outage.',
  cure: 'Let the load balancer ask the liveness group, which has no dependencies, and alarm on the broker instead',
  paste: 'management.endpoint.health.group.liveness.include=livenessState\n# healthPath: /actuator/health/liveness',
  source: ['https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.health.groups'],
  explains: ['health'],
  outside: '--health-path <path>',
  matches: ({ health }) => health?.healthy === false && BROKER_DOWN.test(health.body),
};

const BROKER_DOWN = /"\w*(?:rabbit|jms|activemq|artemis|broker|stomp)\w*"\s*:\s*\{\s*"status"\s*:\s*"(?:DOWN|OUT_OF_SERVICE)"/i;
