/** The services whose alarms are driven, named after what happens to each. */
export const ALARMED = ['upgrade', 'application', 'sockets'] as const;
export type Alarmed = (typeof ALARMED)[number];

/** What a host is sized for. */
export const SOCKETS = 40;

/** The name that its clients use, below the zone. */
export const alarmedDomain = (name: Alarmed) => `alarmed-${name}`;

/** A service's stack. */
export const alarmedStack = (name: Alarmed) => `Alarmed-${name}`;
