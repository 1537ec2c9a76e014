/** The services that are hurt, named after what comes last on each. */
export const HURT = ['processes', 'database', 'power', 'reboot'] as const;
export type Hurt = (typeof HURT)[number];

/** The name that its clients use, below the zone. */
export const hurtDomain = (name: Hurt) => `hurt-${name}`;

/** A service's stack. */
export const hurtStack = (name: Hurt) => `Hurt-${name}`;
