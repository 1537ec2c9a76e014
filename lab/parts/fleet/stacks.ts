/** The stacks of apps/fleet.ts. */
export const STACKS = {
  /** A thousand clients and an update. */
  calm: 'Fleet',
  /** What fails around it, and what is killed. */
  hurt: 'FleetHurt',
  /** Whose engine goes for good. */
  away: 'FleetAway',
} as const;

export type FleetName = keyof typeof STACKS;

/** The name that the clients of a stack use, below the zone. */
export const domainOf = (stack: string) => stack.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).slice(1);

/** Those whose first deployment must fail, by what is wrong with their engine. */
export const REFUSED = ['FleetWrongPassword', 'FleetWrongCertificate', 'FleetWrongName'] as const;
export type Refused = (typeof REFUSED)[number];

/** The assembly that another version of a stack is in, below the first. */
export const SECOND = 'Second';

/** Where the engines are; none of them in the VPC. */
export const ENGINES = { calm: '10.77.3.4', hurt: '10.77.3.5', away: '10.77.3.6', misnamed: '10.77.3.7' } as const;

/** Secrets that hold the password of the engine with TLS, and another one. */
export const PASSWORDS = { right: 'fleet/engine', wrong: 'fleet/another-engine' } as const;

/** Of the first version; another one is what an update changes. */
export const CONNECTIONS_PER_HOST = 600;
