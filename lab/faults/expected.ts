import type { Lane } from './lanes';

/** What becomes of a mistake. */
export interface Expected {
  /** As in mistakes.ts. */
  readonly name: string;
  /** The stack that it is deployed to. Those that wait long are spread. */
  readonly lane: Lane;
  /** In the reader's words: `a jar that exits`. */
  readonly what: string;
  /** The finding's code. */
  readonly code: string;
  /** What stands in the log besides the sentence and names the cause. */
  readonly cause: RegExp;
  /** The agent was never there to write to the log group. */
  readonly consoleOnly?: true;
}

/**
 * The longest waits first, which take no time of others. The two that need the package mirror otherwise are in one lane, one after
 * the other.
 */
export const EXPECTED: readonly Expected[] = [
  {
    name: 'long-migration',
    lane: 'c',
    what: 'a migration longer than the start timeout',
    code: 'APP-NOT-LISTENING',
    cause: /migrating the schema to version 42/,
  },
  { name: 'secret-denied', lane: 'c', what: 'a secret that is denied', code: 'AWS-SECRET-DENIED', cause: /lanes\/token-1: 4\d\d/ },

  {
    name: 'bucket-denied',
    lane: 'd',
    what: 'a bucket that is denied altogether',
    code: 'AWS-AGENT-UNREACHABLE',
    cause: /403/,
    consoleOnly: true,
  },
  { name: 'disk-full', lane: 'd', what: 'a disk that is full', code: 'HOST-DISK-FULL', cause: /No space left on device/ },
  { name: 'java-too-old', lane: 'd', what: 'a jar for a newer Java', code: 'JAVA-TOO-OLD', cause: /class file version 69\.0/ },
  {
    name: 'route-unknown',
    lane: 'd',
    what: 'a route that the application does not have',
    code: 'ROUTE-NOT-FOUND',
    cause: /route \/ws: direct 404/,
  },

  { name: 'jar-never-listens', lane: 'e', what: 'a jar that never listens', code: 'APP-NOT-LISTENING', cause: /Started Application/ },
  {
    name: 'secret-absent',
    lane: 'e',
    what: 'a secret that does not exist',
    code: 'AWS-SECRET-DENIED',
    cause: /lanes\/nobody-made-this.*AWS answers the same if the secret does not exist/,
  },
  {
    name: 'user-data-fails',
    lane: 'e',
    what: "a failing command in the user's own user data",
    code: 'HOST-USER-DATA-FAILED',
    cause: /settings\.ini.*No such file or directory/,
  },
  {
    name: 'parameter-absent',
    lane: 'e',
    what: 'a parameter that does not exist',
    code: 'AWS-SECRET-MISSING',
    cause: /\/lanes\/nobody-made-this/,
  },

  { name: 'wrong-port', lane: 'f', what: 'a wrong port', code: 'APP-NOT-LISTENING', cause: /port 9090/ },
  {
    name: 'nginx-missing',
    lane: 'f',
    what: 'an nginx package that the mirror does not have',
    code: 'HOST-NGINX-MISSING',
    cause: /nginx\S*\.deb\s+404/,
  },
  {
    name: 'repository-away',
    lane: 'f',
    what: 'a package repository that is away',
    code: 'HOST-NGINX-MISSING',
    cause: /(?:Could not connect|Connection refused|Unable to connect)/,
  },
  {
    name: 'out-of-memory',
    lane: 'f',
    what: 'an application that runs out of memory',
    code: 'APP-OUT-OF-MEMORY',
    cause: /OutOfMemoryError: Java heap space/,
  },

  {
    name: 'jar-denied',
    lane: 'g',
    what: 'a jar in a bucket that is denied',
    code: 'AWS-JAR-DENIED',
    cause: /s3:\/\/\S+releases\/application-1\.jar: 403/,
  },
  {
    name: 'upgrade-dropped',
    lane: 'g',
    what: 'an nginx extension that drops Upgrade',
    code: 'PROXY-UPGRADE-MISSING',
    cause: /route \/echo/,
  },
  {
    name: 'alarm-goes-off',
    lane: 'g',
    what: 'a version under which an alarm goes off while both hosts serve',
    code: 'HOST-ROLLBACK-ALARM',
    cause: /lab-errors: the lab says so/,
  },
  { name: 'jar-exits', lane: 'g', what: 'a jar that exits', code: 'APP-EXITED', cause: /mail\.host is not set/ },
];
