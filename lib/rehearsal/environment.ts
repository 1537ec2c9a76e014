import { existsSync, readFileSync } from 'node:fs';
import type { Deployment } from './deployment';
import { isKnownOnlyOnAws } from './intrinsics';

/** Of the caller's own environment only what a process needs to run at all: a host has none of the rest. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'JAVA_HOME'];

/** The environment that the application is started with, or what is missing for it. */
export function applicationEnvironment(
  unit: Readonly<Record<string, string>>,
  deployment: Deployment,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const { environment = {}, properties = {}, secrets = {} } = deployment;
  const missing = [
    ...Object.entries(environment)
      .filter(([name, value]) => isKnownOnlyOnAws(value) && !(name in given))
      .map(([name]) => `${name} is known only on AWS`),
    ...Object.keys(secrets)
      .filter((name) => !(name in given))
      .map((name) => `${name} is a secret`),
    ...Object.entries(properties)
      .filter(([name, value]) => isKnownOnlyOnAws(value) && !(variableOf(name) in given))
      .map(([name]) => `${variableOf(name)} (property ${name}) is known only on AWS`),
  ];
  if (missing.length > 0) {
    throw new Error(
      `${missing.join(', ')}: give ${missing.length > 1 ? 'them' : 'it'} with --environment-file (NAME=value lines), ` +
        'or rehearse an application that already runs with --app-url',
    );
  }
  const known = Object.entries(properties).filter(([name]) => !(variableOf(name) in given));
  const inherited = INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    ...unit,
    ...environment,
    ...(known.length > 0 ? { SPRING_APPLICATION_JSON: JSON.stringify(Object.fromEntries(known)) } : {}),
    ...given,
  };
}

/** A Spring property as an environment variable: spring.datasource.url -> SPRING_DATASOURCE_URL. */
function variableOf(property: string): string {
  return property
    .replace(/-/g, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

/** Reads NAME=value lines: comments, `export` and quotes as in a shell's, no expansion. */
export function readEnvironmentFile(path: string): Record<string, string> {
  if (!existsSync(path)) {
    throw new Error(`--environment-file is ${path}, which does not exist: write NAME=value lines into it`);
  }
  const entries = readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .flatMap((line, index): [string, string][] => {
      const text = line.trim();
      if (text === '' || text.startsWith('#')) {
        return [];
      }
      const match = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*=\s*(.*)$/.exec(text);
      if (!match) {
        // The line itself may be half a secret, so only its number is shown.
        throw new Error(`line ${index + 1} of ${path} is not NAME=value: write one variable a line`);
      }
      return [[match[1], unquoted(match[2])]];
    });
  return Object.fromEntries(entries);
}

function unquoted(value: string): string {
  const quote = value[0];
  const end = quote === '"' || quote === "'" ? value.indexOf(quote, 1) : -1;
  if (end < 0) {
    return value.replace(/\s+#.*$/, '');
  }
  const inner = value.slice(1, end);
  return quote === '"' ? inner.replace(/\\n/g, '\n') : inner;
}
