import type { ConfigurationMatch, JudgedConfiguration } from '../findings/configuration-match';
import type { Finding } from '../findings/finding';
import { arrivals, carriesSockets } from '../findings/in-configuration';
import { ngxConfigInvalid } from '../findings/ngx-config-invalid';
import { FINDINGS } from '../findings/registry';
import { HEARTBEAT_SECONDS } from '../chain/timeouts';
import type { Configuration } from '../nginx/configuration';
import { corrections, type Wanted } from '../nginx/corrections';
import { applyEdits, type Edit } from '../nginx/edit';
import { locationsOf } from '../nginx/effective-location';
import { NginxSyntaxError } from '../nginx/parse';
import { serversOf } from '../nginx/servers';
import { socketRoutes, type NamedRoute, type SocketRoute } from '../nginx/socket-routes';
import { changedLines } from '../nginx/unified-diff';
import { upgradeCure } from '../nginx/upgrade-cure';
import { Variables } from '../nginx/variables';
import { versionText } from '../nginx/version';
import { linted, type Linted, type LintPlace, type LintReport } from './lint-report';
import { dependsOnUnread, isHarmless } from './lint-unread';

/** What the caller knows about the chain. */
export interface LintFacts {
  readonly routes: readonly NamedRoute[];
  readonly loadBalancer?: boolean;
  readonly idleSeconds?: number;
  readonly heartbeatSeconds?: number;
  readonly connections?: number;
}

/** One rule that fits one place, for one or several routes. */
interface Met {
  readonly finding: Finding;
  readonly match: ConfigurationMatch;
  readonly routes: SocketRoute[];
  readonly doubt?: string;
}

/** Judges every route that seems to carry sockets. */
export function lint(configuration: Configuration, facts: LintFacts): LintReport {
  const judged = judgedConfiguration(configuration, facts);
  const routes = socketRoutes(judged.servers, judged.variables, facts.routes);
  const met = meet(routes, judged);
  const sure = met.filter(({ doubt }) => doubt === undefined);
  const problems = grouped(sure, 'problem', judged);
  const undetermined = [
    ...new Set(met.flatMap(({ finding, match, doubt }) => (doubt === undefined ? [] : [`${finding.code}? ${match.detail}, ${doubt}`]))),
    ...routes.flatMap(({ path, untold }) => (untold ? [`${untold.file}:${untold.line}: where "${untold.name} ${untold.args.join(' ')}" sends ${path} cannot be told here`] : [])),
    ...unknowns(routes, judged, sure),
    ...(routes.length === 0 ? [nothingFound(configuration)] : []),
  ];
  return {
    verdict: problems.length > 0 ? 'problem' : undetermined.length > 0 ? 'undetermined' : 'healthy',
    nginxVersion: configuration.version && versionText(configuration.version),
    files: [...configuration.files.keys()],
    routes: routes.map(({ path, why, location }) => ({
      route: path,
      why,
      file: location.block.file,
      line: location.block.line,
      server: location.server.names.filter(Boolean).join(' ') || '(no name)',
      passes: location.passes.map(({ args }) => args[0] ?? ''),
    })),
    problems,
    advice: grouped(sure, 'advice', judged),
    undetermined,
    notes: [...configuration.unread.filter(({ directive }) => !isHarmless(directive)).map(({ directive, path }) => `${directive.file}:${directive.line} includes ${path}, which is not there`)],
  };
}

/** The changes that cure every problem that lines of the configuration cure. */
export function fixes(configuration: Configuration, facts: LintFacts): Edit[] {
  const judged = judgedConfiguration(configuration, facts);
  const met = meet(socketRoutes(judged.servers, judged.variables, facts.routes), judged).filter(({ match, doubt }) => match.severity === 'problem' && doubt === undefined);
  return corrections(met.flatMap(wanted), judged);
}

/** Text that nginx cannot read is a finding of its own. */
export function unreadable(error: NginxSyntaxError): LintReport {
  const { file, line, reason } = error;
  const place: LintPlace = { file, line, detail: `${reason}: nginx reads no further`, routes: [], corrected: [], edits: [] };
  return { verdict: 'problem', files: [file], routes: [], problems: [linted(ngxConfigInvalid, 'problem', [place])], advice: [], undetermined: [], notes: [] };
}

function judgedConfiguration(configuration: Configuration, facts: LintFacts): JudgedConfiguration {
  const variables = new Variables(configuration);
  return {
    ...configuration,
    servers: serversOf(configuration),
    variables,
    upgrade: upgradeCure(configuration, variables),
    loadBalancer: facts.loadBalancer ?? false,
    idleSeconds: facts.idleSeconds,
    heartbeatSeconds: facts.heartbeatSeconds ?? HEARTBEAT_SECONDS,
    connections: facts.connections,
  };
}

function meet(routes: readonly SocketRoute[], configuration: JudgedConfiguration): Met[] {
  const met = new Map<string, Met>();
  for (const route of routes.filter(({ untold }) => !untold)) {
    for (const finding of FINDINGS) {
      const match = finding.matchesConfig?.(route, configuration);
      if (!match) continue;
      const key = `${finding.code} ${match.severity} ${match.at.file}:${match.at.start} ${isOfLocation(match) ? `${route.location.block.file}:${route.location.block.start}` : ''}`;
      const known = met.get(key);
      if (known) known.routes.push(route);
      else met.set(key, { finding, match, routes: [route], doubt: match.severity === 'problem' ? dependsOnUnread(match, route, configuration) : undefined });
    }
  }
  return [...met.values()];
}

/** Whether the cure goes into the location, so that each location needs its own. */
function isOfLocation({ wants = [] }: ConfigurationMatch): boolean {
  return wants.some((want) => 'header' in want || 'setting' in want);
}

function wanted({ match, routes }: Met): Wanted[] {
  return routes.slice(0, 1).map(({ location }) => ({ location, wants: match.wants ?? [] }));
}

function grouped(met: readonly Met[], severity: Linted['severity'], configuration: JudgedConfiguration): Linted[] {
  const chosen = met.filter(({ match }) => match.severity === severity);
  return FINDINGS.filter((finding) => chosen.some((each) => each.finding === finding)).map((finding) =>
    linted(finding, severity, chosen.filter((each) => each.finding === finding).map((each) => place(each, configuration))),
  );
}

/** The changes are worked out when somebody looks at them: there may be thousands of places. */
function place(met: Met, configuration: JudgedConfiguration): LintPlace {
  const { match, routes } = met;
  let known: readonly Edit[] | undefined;
  const edits = () => (known ??= corrections(wanted(met), configuration));
  return {
    file: match.at.file,
    line: match.at.line,
    detail: match.detail,
    routes: [...new Set(routes.map(({ path }) => path))],
    get corrected() {
      return correctedLines(edits(), configuration);
    },
    get edits() {
      return edits();
    },
  };
}

function correctedLines(edits: readonly Edit[], { files }: JudgedConfiguration): string[] {
  return [...new Set(edits.map(({ file }) => file))].flatMap((file) => {
    const text = files.get(file) ?? '';
    const [first = '', ...lines] = changedLines(text, applyEdits(text, edits.filter((edit) => edit.file === file)));
    return [`${first} of ${file}`, ...lines];
  });
}

/** Headers whose value cannot be told, where no finding says why. */
function unknowns(routes: readonly SocketRoute[], configuration: JudgedConfiguration, met: readonly Met[]): string[] {
  const judged = new Set(met.flatMap(({ match, routes: own }) => (match.severity === 'problem' ? own : [])));
  const open = routes.filter((route) => carriesSockets(route) && !route.untold && !judged.has(route));
  const texts = open.flatMap((route) => {
    const { upgrade, connection } = arrivals(route, configuration);
    const names = [...(upgrade === 'unknown' ? ['Upgrade'] : []), ...(connection === 'unknown' ? ['Connection'] : [])];
    const headers = names.flatMap((name) => route.location.headers(name));
    return headers.map(({ args, file, line }) => `${file}:${line}: what ${args.join(' ')} gives cannot be told here${configuration.part === 'main' ? '' : '; give nginx.conf, or the output of nginx -T, which has all of it'}`);
  });
  return [...new Set(texts)];
}

function nothingFound(configuration: Configuration): string {
  const handed = serversOf(configuration).flatMap(locationsOf).filter(({ passes }) => passes.length > 0);
  if (handed.length === 0) return 'no location hands requests on with proxy_pass, so there is nothing to judge';
  const names = [...new Set(handed.map(({ title, block }) => `${title} (${block.file}:${block.line})`))];
  return `no location has an Upgrade header or the name of a socket; say which path it is, such as --route /ws. Handed on: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
}
