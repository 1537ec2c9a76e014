import { existsSync } from 'fs';
import { join } from 'path';
import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { checkKinds, DURATION, mapOf, TEXT, withMember } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import type { CanaryOptions } from './canary-options';

/** What the options of a canary are, for plain JavaScript. */
const CANARY_KINDS = {
  optional: {
    url: TEXT,
    origin: TEXT,
    interval: DURATION,
    stompHeaders: mapOf(withMember('_bind', 'AppSecret.fromSecretsManager(secret)')),
  },
};

/** Refuses options that cannot be. */
export function checkCanary(scope: Construct, options: CanaryOptions): void {
  checkKinds(options, CANARY_KINDS, scope);
  checkOrigin('url', options.url, 'https://api.example.com', scope);
  checkOrigin('origin', options.origin, 'https://app.example.com', scope);
  const { interval } = options;
  const seconds = interval && !interval.isUnresolved() ? interval.toSeconds() : undefined;
  if (interval && (seconds === undefined || seconds % 60 !== 0 || seconds < 60 || seconds > 3600)) {
    throw refusal(
      `interval is ${seconds === undefined ? 'known only on AWS' : interval.toHumanString()}: give whole minutes, 1 to 60`,
      scope,
    );
  }
  const name = Object.keys(options.stompHeaders ?? {}).find((each) => !/^[\w.-]+$/.test(each));
  if (name !== undefined) {
    throw refusal(`stompHeaders has '${name}': write letters, digits and . _ - only, such as passcode`, scope);
  }
}

/** A scheme and a name, which may have a port. */
function checkOrigin(prop: string, value: string | undefined, example: string, scope: Construct): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (!/^https?:\/\//.test(value) || !URL.canParse(value) || new URL(value).origin !== value) {
    throw refusal(`${prop} is '${value}': write scheme and name without a path, such as ${example}`, scope);
  }
}

/** The function's program, which the build bundles from lib/canary. */
const FOLDER = join(__dirname, '..', 'canary', 'function');

/** Where the program is; not there when a bundler has put this file's code elsewhere. */
export function canaryFolder(scope: Construct): string {
  if (!existsSync(FOLDER)) {
    throw refusal(
      `the canary's program is not in ${FOLDER}: a bundler has to mark cdk-spring-websocket as external, ` +
        'such as esbuild with --packages=external; in a clone, npm run build makes it',
      scope,
    );
  }
  return FOLDER;
}
