import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingOf } from '../../../lib/findings/registry';
import { PROXIES, type Proxy } from '../../../lib/findings/who/software';
import { SCENARIOS } from '../scenarios/table';
import type { ProxyScenario } from './run';
import { VERSIONS } from './software';
import { PROXY_CHAINS } from './table';

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'doctor-proxies.md');

const SOFTWARE = [...new Set(PROXY_CHAINS.map(({ software }) => software))];
const CODES = [...new Set(PROXY_CHAINS.flatMap(({ code }) => code ?? []))].sort();

const NAMED_IN_NGINX = new Set(SCENARIOS.flatMap(({ code }) => code ?? []));

/** What is said of one mistake in one software. */
function cell(code: string, who: Proxy): string {
  const chains: readonly ProxyScenario[] = PROXY_CHAINS.filter(({ software, code: cause }) => software === who && cause === code);
  if (chains.length === 0) {
    return who === 'nginx' && NAMED_IN_NGINX.has(code) ? 'named' : '';
  }
  return chains.every(({ incurable }) => incurable) ? 'named' : 'cured';
}

function page(): string {
  const healthy = PROXY_CHAINS.filter(({ code }) => code === undefined);
  const broken = PROXY_CHAINS.filter(({ code }) => code !== undefined);
  const cured = broken.filter(({ incurable }) => !incurable);
  const rows = CODES.map((code) => [
    `[${code}](FINDINGS.md#${code.toLowerCase()})`,
    findingOf(code)!.title,
    ...SOFTWARE.map((who) => cell(code, who)),
  ]);
  const head = ['finding', 'what is wrong', ...SOFTWARE.map((who) => PROXIES[who])];
  const versions = SOFTWARE.map((who) => `| ${PROXIES[who]} | ${VERSIONS[who]} | ${chainsOf(who)} |`);
  return [
    '# Proxies that were run',
    '',
    `The system tests run ${PROXY_CHAINS.length} chains of real proxies before a Spring Boot application.`,
    `On the ${healthy.length} that are in good order \`doctor <url>\` must find nothing. On the ${broken.length} others,`,
    'each with one mistake, it must name that one and no other cause. The lines of its cure are then',
    `put into the configuration in ${cured.length} of them, and the chain must be healthy.`,
    'This page is generated from `test/doctor/proxies`.',
    '',
    '`cured` is a mistake that was named and whose cure was applied; `named` is one for which the',
    'proxy has no cure (nothing runs behind it), or one of the many chains of nginx in',
    '`test/doctor/scenarios`, whose cures `doctor --nginx --fix` applies ([lint.md](lint.md)).',
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
    '## What was run',
    '',
    '| software | version | chains |',
    '|---|---|---|',
    ...versions,
    '',
    `The application is Spring Boot ${VERSIONS.boot} with Tomcat. nginx, httpd and HAProxy are those of Debian 12.`,
    'Traefik, Varnish, OpenResty, Cloudflare, CloudFront and API Gateway are recognised too, by marks in',
    'their answers that nobody has compared with the real ones here: they were not run.',
    '',
  ].join('\n');
}

function chainsOf(who: Proxy): number {
  return PROXY_CHAINS.filter(({ software }) => software === who).length;
}

/** UPDATE_GENERATED=1 writes it anew. */
test('docs/doctor-proxies.md is what the chains say', () => {
  if (process.env.UPDATE_GENERATED === '1') {
    writeFileSync(PAGE, page());
  }
  expect(readFileSync(PAGE, 'utf8')).toBe(page());
});

test('every chain has a name of its own, and names findings that exist', () => {
  const names = PROXY_CHAINS.map(({ software, name }) => `${software}: ${name}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  const codes = PROXY_CHAINS.flatMap(({ code = [], also = [] }) => [code, also].flat());
  expect(codes.filter((code) => !findingOf(code))).toEqual([]);
});

test('each software is also run in good order, where it can carry WebSockets', () => {
  const without = SOFTWARE.filter((who) => !PROXY_CHAINS.some(({ software, code }) => software === who && code === undefined));
  expect(without).toEqual(['gateway-mvc', 'express']);
});
