import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readLintInput } from '../../lib/doctor/nginx/lint-input';
import { readConfiguration } from '../../lib/nginx/configuration';
import type { Placed } from '../../lib/nginx/directives';
import { matcher, readDump } from '../../lib/nginx/dump';
import { httpConf, NginxFolder, nginxBinary } from './real-nginx';

const folder = new NginxFolder();
afterAll(() => folder.remove());
const seed = Date.now();

const FOLDERS = ['one', 'two', 'three.d'];
const NAMES = ['a.conf', 'b.conf', 'B.conf', '10-x.conf', '.hidden.conf', 'no-end', 'a.conf.bak', '[x].conf', 'é.conf'];
const pattern = (depth: number) =>
  fc
    .constantFrom(...FOLDERS.slice(depth))
    .chain((name) =>
      fc.constantFrom(
        `${name}/*.conf`,
        `${name}/*`,
        `${name}/?.conf`,
        `${name}/[ab].conf`,
        `${name}/[!a]*.conf`,
        `${name}/[0-9]*`,
        `*${name.slice(1)}/*.conf`,
        `${name}/nothing*`,
        `${name}/a.conf`,
      ),
    );

let count = 0;
const lineOf = (each: string): string => {
  if (each === 'map') return `map $uri $v${++count} { default 1; }`;
  if (each.startsWith('#')) return each;
  return `include ${count % 2 ? each : `"${each}"`};`;
};
const lines = (depth: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.constant('map'), fc.constant('# include two/*.conf;'), ...(depth < FOLDERS.length ? [pattern(depth)] : [])), {
      maxLength: 4,
    })
    .map((some) => some.map(lineOf).join('\n'));
const tree = fc.tuple(lines(0), ...FOLDERS.map((_, i) => fc.array(fc.tuple(fc.constantFrom(...NAMES), lines(i + 1)), { maxLength: 5 })));

const outline = ({ name, args, block, file, line }: Placed): string =>
  `${file.slice(folder.path.length)}:${line} ${JSON.stringify([name, ...args])}${block ? `{${block.map(outline).join('')}}` : ''}`;
const dumped = (): { ok: boolean; text: string } => {
  const { status, stdout } = spawnSync(nginxBinary(), ['-T', '-p', folder.path, '-e', 'stderr', '-c', join(folder.path, 'nginx.conf')], {
    encoding: 'utf8',
    cwd: folder.path,
  });
  return { ok: status === 0, text: stdout };
};

test('of 250 trees of files the same are read, in the same order, and their dump means the same', () => {
  const trees = fc.sample(tree, { seed, numRuns: 250 });
  let read = 0;
  for (const [main, ...folders] of trees) {
    FOLDERS.forEach((name) => rmSync(join(folder.path, name), { recursive: true, force: true }));
    folders.forEach((files, i) =>
      files.forEach(
        ([name, text]) => (
          mkdirSync(join(folder.path, FOLDERS[i]!), { recursive: true }), folder.write(join(FOLDERS[i]!, name), `${text}\n`)
        ),
      ),
    );
    folder.write('nginx.conf', httpConf(main));
    const path = join(folder.path, 'nginx.conf');
    const input = readLintInput(path, () => '');
    const configuration = readConfiguration(input.paths, input.files);
    const nginx = dumped();
    expect({ seed, main, ok: nginx.ok }).toEqual({ seed, main, ok: configuration.unread.every(({ isPattern }) => isPattern) });
    if (!nginx.ok) continue;
    read++;
    const dump = readDump(nginx.text)!;
    expect({ seed, main, files: [...configuration.files.keys()] }).toEqual({ seed, main, files: [...dump.keys()] });
    const piped = readLintInput('-', () => nginx.text);
    expect(readConfiguration(piped.paths, piped.files).main.map(outline)).toEqual(configuration.main.map(outline));
    expect([...dump]).toEqual([...configuration.files]);
  }
  expect(read).toBeGreaterThan(100);
});

test('a dump begins at its first marker, whatever else was printed before it', () => {
  const dump = '# configuration file /etc/nginx/nginx.conf:\nevents {}\n\n# configuration file /etc/nginx/a.conf:\nuser a;\n\n';
  const files = new Map([
    ['/etc/nginx/nginx.conf', 'events {}\n'],
    ['/etc/nginx/a.conf', 'user a;\n'],
  ]);
  for (const before of [
    '',
    'Defaulted container "nginx" out of: nginx, sidecar\r\n',
    'Authorized users only; all is logged.\nnginx version: nginx/1.24.0\nconfigure arguments: --x="{ a; }"\n\n',
  ]) {
    expect(readDump(before + dump)).toEqual(files);
  }
  expect(readDump(`user b; # why\n${dump}`)).toBeUndefined();
});

test.each([
  ['*.conf', 'a.conf', true],
  ['*.conf', '.a.conf', false],
  ['*', 'a/b', false],
  ['/etc/*/x', '/etc/nginx/x', true],
  ['[^a].conf', 'b.conf', true],
  ['[]a].conf', '].conf', true],
  ['a+(b).conf', 'a+(b).conf', true],
  ['a?c', 'a/c', false],
])('%s and %s', (glob, path, fits) => {
  expect(matcher(glob)(path)).toBe(fits);
});
