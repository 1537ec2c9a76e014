import { inNginx } from '../../../lib/findings/cures';
import { findingOf } from '../../../lib/findings/registry';
import type { EmbeddedServer } from '../../rehearsal/application-jar';
import type { Edit } from '../scenarios/chain';
import { without } from '../scenarios/edits';
import type { Scenario } from '../scenarios/run';

/** Ordinary headers of a user with a long token and many cookies: more than 8 kB together, less than nginx's limit of each. */
const LARGE_HEAD = ['--header', `Authorization: Bearer ${'x'.repeat(5100)}`, '--header', `Cookie: token=${'x'.repeat(5100)}`];
const LONG_URL = ['--query', `token=${'x'.repeat(7000)}`, '--header', `Cookie: token=${'x'.repeat(2000)}`];
/** Longer than Jetty waits. */
const IDLE = ['--idle-seconds', '33'];

const NO_UPGRADE = without(/Upgrade|Connection/);
const HTTP_1_0: Edit = {
  location: (good) => NO_UPGRADE.location!(good).replace('proxy_http_version 1.1;', 'proxy_http_version 1.0;'),
};
/** The map of nginx's documentation, and its buffers. */
const CLOSE: Edit = {
  file: (good) => good.replace("'' '';", "'' close;"),
  location: (good) => good.replace('proxy_buffering off;', ''),
};

/** A broken chain with the lines that the cure of a finding says, each where it belongs. */
function cured({ location = (good) => good, file = (good) => good }: Edit, code: string): Edit {
  const paste = inNginx(findingOf(code)!).paste!.split('\n');
  const split = paste.indexOf('# in the location:');
  const own = paste.slice(split + 1);
  const names = own.map((line) =>
    line
      .split(' ')
      .slice(0, line.startsWith('proxy_set_header') ? 2 : 1)
      .join(' '),
  );
  return {
    location: (good) => {
      const rest = location(good)
        .split('\n')
        .filter((line) => !names.some((name) => line.trim().startsWith(`${name} `)));
      return rest.join('\n').replace(/\}$/, `${own.join('\n')}\n}`);
    },
    file: (good) => file(good).replace('  server {', `${paste.slice(0, Math.max(0, split)).join('\n')}\n  server {`),
  };
}

/** The words that no server shares. */
const LOST_CONNECTION: Readonly<Record<EmbeddedServer, string>> = {
  tomcat: 'NGX-CONN-ONLY-MISSING',
  jetty: 'NGX-CONN-ONLY-MISSING',
  undertow: 'NGX-CONN-ONLY-MISSING',
  // WebFlux gives the same answer to both
  netty: 'PROXY-UPGRADE-MISSING',
};

/** What is asked of a server, with the application as it comes and as the cures want it ("other"); of one more version the words alone. */
export function scenariosOf(server: EmbeddedServer, { briefly = false } = {}): readonly Scenario[] {
  if (briefly) {
    return onPath(server, '/raw');
  }
  const paths = server === 'netty' ? ['/raw'] : ['/sockjs', '/ws', '/raw'];
  return [...paths.flatMap((path) => onPath(server, path)), ...(server === 'netty' ? [] : streams(server)), ...ownOf(server)];
}

function onPath(server: EmbeddedServer, path: string): Scenario[] {
  return [
    { path, edit: {} },
    { name: 'without nginx', path, edit: { withoutNginx: true } },
    { code: 'PROXY-UPGRADE-MISSING', path, edit: NO_UPGRADE },
    { code: 'PROXY-UPGRADE-MISSING', name: 'over HTTP/1.0', path, edit: HTTP_1_0 },
    { code: 'PROXY-UPGRADE-MISSING', name: 'and the application itself opens', path, edit: NO_UPGRADE, direct: 'application' },
    { name: 'with the lines that were missing', path, edit: cured(NO_UPGRADE, 'PROXY-UPGRADE-MISSING') },
    { code: LOST_CONNECTION[server], path, edit: without(/Connection/) },
    { code: LOST_CONNECTION[server], name: 'and the application itself opens', path, edit: without(/Connection/), direct: 'application' },
    { code: 'SPR-HEADER-LIMIT', path, edit: {}, options: LARGE_HEAD },
    { code: 'SPR-HEADER-LIMIT', name: 'without nginx', path, edit: { withoutNginx: true }, options: LARGE_HEAD },
    { code: 'SPR-HEADER-LIMIT', path, edit: {}, options: LONG_URL },
    { name: 'with the limit raised', path, edit: {}, options: LARGE_HEAD, application: 'other' },
    // Undertow repeats the URL in a header of its 101, for which nginx's buffer is then too small
    ...(server === 'undertow' ? [] : [{ name: 'with the limit raised', path, edit: {}, options: LONG_URL, application: 'other' as const }]),
  ];
}

function streams(server: EmbeddedServer): Scenario[] {
  return [
    { code: server === 'tomcat' ? undefined : 'NGX-HTTP10', name: 'with Connection: close', path: '/sockjs', edit: CLOSE },
    { name: 'with Connection: close and the cure', path: '/sockjs', edit: cured(CLOSE, 'NGX-HTTP10') },
  ];
}

function ownOf(server: EmbeddedServer): Scenario[] {
  const silent: Scenario[] = [
    { code: server === 'jetty' ? 'SPR-IDLE-CLOSE' : undefined, path: '/raw', edit: {}, options: IDLE },
    { name: 'with the time raised', path: '/raw', edit: {}, options: IDLE, application: 'other' },
  ];
  const large: Scenario[] = [
    { code: 'STOMP-MSG-64K', path: '/ws', edit: {}, options: ['--sizes'] },
    // Jetty keeps a limit of its own, which no setting of Spring's or of JSR 356 reaches.
    {
      code: server === 'jetty' ? 'STOMP-MSG-1009' : undefined,
      name: 'with the limits raised',
      path: '/ws',
      edit: {},
      options: ['--sizes'],
      application: 'other',
    },
  ];
  return server === 'netty' ? silent : [...silent, ...large];
}

/** The properties that the cures of these findings give, for the application. */
export function propertiesOf(...codes: readonly string[]): Record<string, string> {
  const lines = codes.flatMap((code) => findingOf(code)!.paste!.split('\n'));
  return Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
}
