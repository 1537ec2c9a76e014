// CDK's own look over the finished template takes seconds a stack: test/rule-packs/validation.test.ts has it.
process.env.CDK_VALIDATION ??= 'false';

/** What both share. */
const shared = {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/bin', '<rootDir>/lib', '<rootDir>/lab', '<rootDir>/test'],
  transform: { '^.+\\.ts$': '<rootDir>/test/transform.mjs' },
  moduleFileExtensions: ['ts', 'js', 'json'],
};

/**
 * `npm test` runs what answers soon; what builds, boots, browses or waits for time-outs is `npm run test:system`; what installs the
 * packages as their users do is `npm run test:consumers`.
 */
export default {
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'test',
      testMatch: ['**/!(*.system|*.consumer).test.ts'],
      globalSetup: '<rootDir>/test/prerequisites.ts',
    },
    {
      ...shared,
      displayName: 'system',
      testMatch: ['**/*.system.test.ts'],
      globalSetup: '<rootDir>/test/prerequisites.system.ts',
    },
    {
      ...shared,
      displayName: 'consumers',
      testMatch: ['**/*.consumer.test.ts'],
      globalSetup: '<rootDir>/test/consumers/setup.ts',
    },
  ],
};
