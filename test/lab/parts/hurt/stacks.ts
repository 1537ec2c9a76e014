/** The services that are hurt, named after what comes last on each. */
export const HURT = ['processes', 'database', 'power', 'reboot'] as const;
export type Hurt = (typeof HURT)[number];

/** A service's stack. */
export const hurtStack = (name: Hurt) => `Hurt-${name}`;
