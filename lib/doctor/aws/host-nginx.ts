import type { HostNginxFacts } from '../../aws/facts';
import { DEPLOYMENT_FILE } from '../../chain/conventions';
import type { ProvedFinding } from '../../findings/evidence';
import { readConfiguration } from '../../nginx/configuration';
import { filesInMemory } from '../../nginx/dump';
import { seconds } from '../../nginx/effective-location';
import { NginxSyntaxError } from '../../nginx/parse';
import type { NamedRoute } from '../../nginx/socket-routes';
import type { WrittenText } from '../../user-data/heredocs';
import { writtenFiles } from '../../user-data/written-files';
import { lint, unreadable } from '../nginx/lint';
import type { Linted, LintReport } from '../nginx/lint-report';

/** What user data gives nginx, and what is wrong with it. */
export interface HostNginx {
  readonly nginx: HostNginxFacts;
  readonly proved: readonly ProvedFinding[];
  /** The log group that a deployment of this library's writes to. */
  readonly deploymentLog?: string;
}

const SPEAKS_NGINX =
  /^\s*(server|http|upstream|location|map)\b[^;{]*\{|^\s*(proxy_pass|proxy_set_header|keepalive_timeout|include)\s[^;]*;/m;

/** Lints the nginx configuration that a user data writes. Nothing else of the user data is kept: it may hold secrets. */
export function hostNginx(userData: string, idleSeconds: number | undefined, routes: readonly NamedRoute[]): HostNginx {
  const written = writtenFiles(userData);
  const deployment = deploymentOf(written);
  const files = written.filter(isNginx);
  const lost = files.find((file) => file.lost.length > 0);
  const readTimeouts = files.flatMap(({ text }) =>
    [...text.matchAll(/^\s*proxy_read_timeout\s+([^\s;]+)/gm)].flatMap(([, value]) => seconds(value!) ?? []),
  );
  const facts: HostNginxFacts = {
    files: files.map(({ path }) => path),
    readSeconds: readTimeouts.length > 0 ? Math.max(...readTimeouts) : undefined,
    routes: deployment?.routes ?? routes.flatMap(({ kind, path }) => (kind ? [{ kind, path }] : [])),
    lost: lost && { path: lost.path, variables: lost.lost },
  };
  if (files.length === 0 || lost) {
    return { nginx: facts, proved: [], deploymentLog: deployment?.logGroup };
  }
  const linted = judged(files, idleSeconds, routes);
  return {
    nginx: { ...facts, undetermined: linted.verdict === 'undetermined' ? linted.undetermined.join('; ') : undefined },
    proved: linted.problems.map(asProved),
    deploymentLog: deployment?.logGroup,
  };
}

function isNginx({ path, text }: WrittenText): boolean {
  return (
    !/\.(service|socket|timer|sh|py|js|json|ya?ml|repo|list|xml|html|properties)$/.test(path) &&
    (/nginx/.test(path) || path.endsWith('.conf')) &&
    SPEAKS_NGINX.test(text)
  );
}

function judged(files: readonly WrittenText[], idleSeconds: number | undefined, routes: readonly NamedRoute[]): LintReport {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const first = whereNginxBegins(files).map(({ path }) => path);
  try {
    return lint(readConfiguration(first, filesInMemory(texts)), { routes, loadBalancer: true, idleSeconds });
  } catch (error) {
    if (!(error instanceof NginxSyntaxError)) {
      throw error;
    }
    return unreadable(error);
  }
}

/** The files that nothing else includes: the one with the http block, or else those that a distribution's http block includes. */
function whereNginxBegins(files: readonly WrittenText[]): readonly WrittenText[] {
  const main = files.find(({ text }) => /^\s*http\s*\{/m.test(text));
  if (main) return [main];
  const hasServer = files.some(({ text }) => /^\s*server\s*\{/m.test(text));
  return hasServer ? files.filter(({ text }) => /^\s*(server|map|upstream)\b[^;{]*\{/m.test(text)) : files;
}

function asProved({ code, paste, places }: Linted): ProvedFinding {
  const lines = places.flatMap(({ corrected }) => corrected);
  return {
    code,
    question: 'user-data',
    detail: [...new Set(places.map(({ file, line, detail }) => `${file}:${line}: ${detail}`))].join('; '),
    paste: lines.length > 0 ? lines.join('\n') : paste,
  };
}

/** What a host of this library's is told about its deployment. */
function deploymentOf(
  files: readonly WrittenText[],
): { readonly routes?: HostNginxFacts['routes']; readonly logGroup?: string } | undefined {
  const file = files.find(({ path }) => path === `/${DEPLOYMENT_FILE}`);
  try {
    return file && (JSON.parse(file.text) as { routes?: { kind: string; path: string }[]; logGroup?: string });
  } catch {
    return undefined;
  }
}
