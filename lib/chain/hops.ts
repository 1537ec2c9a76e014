/**
 * The places between a browser and the broker, in the order in which a request meets them; `proxy` stands for
 * one that is not known to be nginx.
 */
export const HOPS = ['client', 'dns', 'tcp', 'tls', 'load-balancer', 'host', 'proxy', 'nginx', 'spring-boot', 'broker'] as const;

/** One place of the chain. */
export type Hop = (typeof HOPS)[number];

/** How far from the client a hop is: the smaller, the earlier a request meets it. */
export function distance(hop: Hop): number {
  return HOPS.indexOf(hop);
}
