import type { ConfigurationMatch, JudgedConfiguration } from '../../findings/configuration-match';
import type { Finding } from '../../findings/finding';
import { arrivals, carriesSockets } from '../../findings/in-configuration';
import { ngxConfigInvalid } from '../../findings/nginx/ngx-config-invalid';
import { proxyHostMissing } from '../../findings/proxy/proxy-host-missing';
import { ngxInherit } from '../../findings/nginx/ngx-inherit';
import { byImportance } from '../../findings/importance';
import { FINDINGS } from '../../findings/registry';
import { HEARTBEAT_SECONDS } from '../../chain/timeouts';
import type { Configuration } from '../../nginx/configuration';
import { corrections, type Want, type Wanted } from '../../nginx/corrections';
import { applyEdits, type Edit } from '../../nginx/edit';
import { NginxSyntaxError } from '../../nginx/parse';
import { serversOf } from '../../nginx/servers';
import { streamServersOf, type StreamServer } from '../../nginx/stream-servers';
import { socketRoutes, type NamedRoute, type SocketRoute } from '../../nginx/socket-routes';
import { changedLines } from '../../nginx/unified-diff';
import { isHarmless, whyUnread } from '../../nginx/unread';
import { upgradeCure } from '../../nginx/upgrade-cure';
import { Variables } from '../../nginx/variables';
import { versionText } from '../../nginx/version';
import { verdictOf } from '../answer';
import { nothingFound, redirected } from './lint-elsewhere';
import { linted, type Linted, type LintPlace, type LintReport } from './lint-report';
import { withRefusals } from './lint-refusals';
import { dependsOnUnread } from './lint-unread';

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
  const all = socketRoutes(judged.servers, judged.variables, facts.routes);
  const routes = all.filter(({ besides }) => !besides);
  const elsewhere = (which: SocketRoute['besides']) => all.filter(({ besides }) => besides === which).map(alsoAnswered);
  const streams = streamServersOf(configuration);
  const met = [...meet(routes, judged), ...meetStreams(streams, configuration)];
  const sure = met.filter(({ doubt }) => doubt === undefined);
  const problems = withRefusals(grouped(sure, 'problem', judged), configuration);
  const undetermined = [
    ...new Set(met.flatMap(({ finding, match, doubt }) => (doubt === undefined ? [] : [`${finding.code}? ${match.detail}, ${doubt}`]))),
    ...routes.flatMap(({ path, untold }) =>
      untold ? [`${untold.file}:${untold.line}: where "${untold.name} ${untold.args.join(' ')}" sends ${path} cannot be told here`] : [],
    ),
    ...unknowns(routes, judged, sure),
    ...redirected(routes, judged),
    ...elsewhere('own'),
    ...(routes.length === 0 && !streams.some(({ isStomp }) => isStomp) ? [nothingFound(configuration)] : []),
  ];
  return {
    verdict: verdictOf({ problem: problems.length > 0, undetermined: undetermined.length > 0 }),
    nginxVersion: configuration.version && versionText(configuration.version),
    files: [...configuration.files.keys()],
    routes: routes.map(({ path, why, location }) => ({
      route: path,
      why,
      file: location.block.file,
      line: location.block.line,
      server: location.server.names.filter(Boolean).join(' ') || '(no name)',
      proxyPass: location.passes.map(({ args }) => args[0] ?? ''),
    })),
    problems,
    advice: grouped(sure, 'advice', judged),
    undetermined,
    notes: [
      ...elsewhere('rest'),
      ...configuration.unread
        .filter(({ directive }) => !isHarmless(directive))
        .map((unread) => `${unread.directive.file}:${unread.directive.line} includes ${unread.path}, which ${whyUnread(unread)}`),
    ],
  };
}

/** The changes that cure every problem that lines of the configuration cure. */
export function fixes(configuration: Configuration, facts: LintFacts): Edit[] {
  const judged = judgedConfiguration(configuration, facts);
  const routes = socketRoutes(judged.servers, judged.variables, facts.routes).filter(({ besides }) => !besides);
  const met = meet(routes, judged).filter(({ match, doubt }) => match.severity === 'problem' && doubt === undefined);
  return corrections(
    met.flatMap((each) => wanted(each).map(({ location, wants }) => ({ location, wants: [...wants, ...hostToo(each, judged)] }))),
    judged,
  );
}

/** Text that nginx cannot read is a finding of its own. */
export function unreadable(error: NginxSyntaxError): LintReport {
  const { file, line, reason } = error;
  const place: LintPlace = { file, line, detail: `${reason}: nginx reads no further`, routes: [], corrected: [], edits: [] };
  return {
    verdict: 'problem',
    files: [file],
    routes: [],
    problems: [linted(ngxConfigInvalid, 'problem', [place])],
    advice: [],
    undetermined: [],
    notes: [],
  };
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
      const { block } = route.location;
      const location = isOfLocation(match) ? `${block.file}:${block.start}` : '';
      const key = `${finding.code} ${match.severity} ${match.at.file}:${match.at.start} ${location}`;
      const known = met.get(key);
      if (known) known.routes.push(route);
      else
        met.set(key, {
          finding,
          match,
          routes: [route],
          doubt: match.severity === 'problem' ? dependsOnUnread(match, route, configuration) : undefined,
        });
    }
  }
  return [...met.values()];
}

/** What a file that is not there to read could set is no advice, and a doubtful problem. */
function meetStreams(servers: readonly StreamServer[], configuration: Configuration): Met[] {
  return servers.flatMap((server) => {
    const doubt = server.dependsOn(configuration) ? 'unless a file that is included, but not here to read, sets it' : undefined;
    return FINDINGS.flatMap((finding): Met[] => {
      const match = finding.matchesStream?.(server);
      return match && (doubt === undefined || match.severity === 'problem') ? [{ finding, match, routes: [], doubt }] : [];
    });
  });
}

/** Whether the cure goes into the location, so that each location needs its own. */
function isOfLocation({ wants = [] }: ConfigurationMatch): boolean {
  return wants.some((want) => 'header' in want || 'setting' in want);
}

function wanted({ match, routes }: Met): Wanted[] {
  return routes.slice(0, 1).map(({ location }) => ({ location, wants: match.wants ?? [] }));
}

/** A location that is changed gets Host too: an echo opens a WebSocket without it, Spring refuses the page's Origin. */
function hostToo({ match, routes }: Met, configuration: JudgedConfiguration): Want[] {
  const advices = isOfLocation(match) ? [proxyHostMissing, ngxInherit].map((each) => each.matchesConfig?.(routes[0]!, configuration)) : [];
  return advices.flatMap((each) => (each?.wants ?? []).filter((want) => 'header' in want && /^host$/i.test(want.header)));
}

function grouped(met: readonly Met[], severity: Linted['severity'], configuration: JudgedConfiguration): Linted[] {
  const chosen = met.filter(({ match }) => match.severity === severity);
  return [...new Set(chosen.map(({ finding }) => finding))].sort(byImportance).map((finding) =>
    linted(
      finding,
      severity,
      chosen.filter((each) => each.finding === finding).map((each) => place(each, configuration)),
    ),
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
    const [first = '', ...lines] = changedLines(
      text,
      applyEdits(
        text,
        edits.filter((edit) => edit.file === file),
      ),
    );
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
    return headers.map(
      ({ args, file, line }) => `${file}:${line}: what ${args.join(' ')} gives cannot be told here${wayOut(args, configuration)}`,
    );
  });
  return [...new Set(texts)];
}

function wayOut(args: readonly string[], { part }: Configuration): string {
  if (/\$\{[A-Z][A-Z\d_]*\}/.test(args.join(' '))) return ': this is a template, give what envsubst makes of it';
  return part === 'main' ? '' : '; give nginx.conf, or the output of nginx -T, which has all of it';
}

/** A server that answers the same path for another name, and how it is judged instead. */
function alsoAnswered({ path, location: { server, block } }: SocketRoute): string {
  const name = server.names.find((each) => /^[\w-]+(\.[\w-]+)*$/.test(each) && each !== '_');
  return (
    `${path} is also answered by ${name ?? 'a server without a name of its own'} (${block.file}:${block.line}), which sets no Upgrade: ` +
    `if clients use ${name ? 'that name' : 'it'}, write --route https://${name ?? 'host'}${path}`
  );
}
