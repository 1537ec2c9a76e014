/** The services that are hurt, named after what comes last on each. */
export const HURT = ['processes', 'database', 'power', 'reboot'] as const;
export type Hurt = (typeof HURT)[number];

/** The secret that all of them have, and the variable that it comes in. */
export const HURT_SECRET = 'hurt/token';
export const HURT_VARIABLE = 'CHAT_TOKEN';

/** The name that its clients use, below the zone. */
export const hurtDomain = (name: Hurt) => `hurt-${name}`;

/** A service's stack. */
export const hurtStack = (name: Hurt) => `Hurt-${name}`;
