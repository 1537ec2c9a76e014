/** The stack of apps/many-settings.ts, and its domain below the zone. */
export const MANY_SETTINGS = 'ManySettings';
export const manyDomain = 'many-settings';

const many = (count: number, kind: string, value: (index: number) => string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${kind}_OF_TYPICAL_LENGTH_${index}`, value(index)]));

export const manyVariables = () => many(200, 'VARIABLE', (index) => `a value of forty characters, the ${index}th`);
export const manySecrets = () => many(100, 'SECRET', (index) => `secret-value-${index}`);
