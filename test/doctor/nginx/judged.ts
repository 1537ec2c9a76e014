import { lint, type LintFacts } from '../../../lib/doctor/nginx/lint';
import { readConfiguration } from '../../../lib/nginx/configuration';
import { filesInMemory } from '../../../lib/nginx/dump';
import { readVersion } from '../../../lib/nginx/version';
import { conf } from '../../findings/configuration';

/** Lints files, of which the first is where nginx begins. */
export const judge = (files: Record<string, string>, facts: Partial<LintFacts> = {}, version?: string) => {
  const paths = Object.keys(files).slice(0, 1);
  return lint(readConfiguration(paths, filesInMemory(new Map(Object.entries(files))), version ? readVersion(version) : undefined), {
    routes: [],
    ...facts,
  });
};
/** The codes of what is wrong with files. */
export const problems = (files: Record<string, string>, facts?: Partial<LintFacts>, version?: string) =>
  judge(files, facts, version).problems.map(({ code }) => code);

/** The line that hands requests on. */
export const PASS = 'proxy_pass http://127.0.0.1:8080;';
/** A configuration whose socket route has these lines. */
export const one = (inLocation: string, more?: Parameters<typeof conf>[1]) => ({ 'nginx.conf': conf(inLocation, more) });

/** What else a route to a socket needs, where there is the usual map. */
export const W =
  'proxy_http_version 1.1; proxy_set_header Host $host; proxy_set_header Upgrade $http_upgrade; ' +
  'proxy_set_header Connection $connection_upgrade; proxy_read_timeout 1h;';
