import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STACK_OPTIONS } from '../../lib/cli/doctor-aws';
import { LOG_OPTIONS } from '../../lib/cli/doctor-evidence';
import { URL_OPTIONS } from '../../lib/cli/doctor-url-options';
import { main } from '../../lib/cli/main';
import { HEALTH_PATH, NGINX_CONF, UNITS } from '../../lib/chain/conventions';
import { SAVED_QUERIES } from '../../lib/operations/saved-queries';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');
const RUN = '\n$ npx cdk-spring-websocket doctor --log host.log\n';
const LOGS = [...PAGE.matchAll(/^```console\n\$ cat host\.log\n(.*?)^```$/gms)].map(([, block]) => block!.split(RUN) as [string, string]);

async function run(...argv: string[]): Promise<string> {
  let out = '';
  const write = (text: string) => (out += text);
  await main(argv, { write }, { write });
  return out;
}

test('it has logs that the doctor reads', () => expect(LOGS.length).toBeGreaterThan(2));

test.each(LOGS)('the doctor says of %s what the page shows', async (lines, shown) => {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
  const file = join(folder, 'host.log');
  writeFileSync(file, `${lines}\n`);
  const said = await run('doctor', '--log', file);
  rmSync(folder, { recursive: true });
  expect(said.replaceAll(file, 'host.log')).toBe(shown);
});

test('each option of the doctor exists', () => {
  const options = [...PAGE.matchAll(/^ *\$ npx cdk-spring-websocket doctor (.*)$/gm)].flatMap(
    ([, rest]) => rest!.match(/--[a-z-]+/g) ?? [],
  );
  const known = { ...URL_OPTIONS, ...STACK_OPTIONS, ...LOG_OPTIONS };
  expect(options.length).toBeGreaterThan(7);
  expect(options.filter((option) => !(option.slice(2) in known))).toEqual([]);
});

test('what it names of a host and of a log group exists', () => {
  const queries = [...PAGE.matchAll(/saved\squery\s\*([^*]+)\*/g)].map(([, name]) => name!);
  expect(queries.sort()).toEqual(Object.keys(SAVED_QUERIES).sort());
  expect(PAGE).toContain(HEALTH_PATH);
  expect(PAGE).toContain(`-c ${NGINX_CONF}`);
  for (const unit of [UNITS.springBoot, UNITS.nginx, UNITS.health]) expect(PAGE).toContain(unit.replace('.service', ''));
});
