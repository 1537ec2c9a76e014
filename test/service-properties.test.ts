import { App, Duration, Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { parse as parseYaml } from 'yaml';
import { cloudConfig } from '../lib/host/cloud-config';
import { hostFiles } from '../lib/host/host-files';
import { ServiceDomain } from '../lib/ingress/service-domain';
import type { Directive } from '../lib/nginx/directives';
import { parse } from '../lib/nginx/parse';
import { siteFiles } from '../lib/nginx/site';
import { Route } from '../lib/spring/route';
import type { SpringAppOptions } from '../lib';
import { SpringApp } from '../lib/spring/spring-app';
import { folderWith } from './boot-jar';
import { HostFolder } from './goldens/nginx-verdict';
import { site } from './goldens/sites';
import { zone } from './ingress/synthesized';
import { contentOf } from './ingress/user-data';
import { readUnit } from './spring/unit-reader';

const folder = new HostFolder();
afterAll(() => folder.remove());

/** What comes out: a value, or the text of the one error. */
function outcome<T>(make: () => T): { made: T } | { refused: string } {
  try {
    return { made: make() };
  } catch (error) {
    return { refused: (error as Error).message };
  }
}

const odd = fc.constantFrom(...' \t\n"\'\\;{}$#%&?=<>|`()[]*^~!,:@+-_./0aZéß🎉'.match(/./gsu)!);
const oddText = fc.string({ unit: odd, maxLength: 12 });
const segment = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z0-9._~@:+,=-]{1,6}$/) },
  { weight: 1, arbitrary: fc.constantFrom('{id}', '..', '', '.') },
  { weight: 1, arbitrary: oddText },
);
const path = fc.oneof(
  { weight: 9, arbitrary: fc.array(segment, { maxLength: 3 }).map((parts) => `/${parts.join('/')}`) },
  { weight: 1, arbitrary: oddText },
);

describe('whatever routes go in', () => {
  const route = fc.record({
    kind: fc.constantFrom('sockJs', 'stomp', 'handler', 'sse'),
    path,
    idle: fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 26, max: 4000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 9999 }) },
    ),
  });

  test('nginx accepts them with the intended prefixes and timeouts, or one error names prop and value', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(route, { maxLength: 3 }), (wishes) => {
        const made = outcome(() => {
          const routes = wishes.map(({ kind, path: at, idle }) =>
            Route[kind as 'stomp'](at, { idleTimeout: Duration.seconds(idle), handshakePath: at.replace(/\{\w+\}/g, 'x') }),
          );
          return siteFiles(site({ routes }));
        });
        if ('refused' in made) {
          expect(made.refused).toMatch(
            /^(path is '|handshakePath is '|routes is empty|routes \/\S* and \/\S* collide|idleTimeout of route \/\S* is \d+ s|handshakePath )/,
          );
          if (wishes.length > 0)
            expect(wishes.some(({ path: at, idle }) => made.refused.includes(at) || made.refused.includes(`${idle} s`))).toBe(true);
          return;
        }
        accepted++;
        expect(folder.complaint(made.made)).toBe('');
        const locations = server(made.made.nginxConf).filter(({ name, args }) => name === 'location' && args[0] === '^~');
        const meant = wishes.map(({ path: at, idle }) => [at.split('{')[0]!.replace(/(?<=.)\/$/, ''), `${idle}s`]);
        expect(locations.map(({ args, block }) => [args[1], block!.find(({ name }) => name === 'proxy_read_timeout')!.args[0]])).toEqual(
          meant,
        );
      }),
      { numRuns: 250 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});

function server(conf: string): readonly Directive[] {
  return parse(conf)
    .find(({ name }) => name === 'http')!
    .block!.find(({ name }) => name === 'server')!.block!;
}

const bare = (directives: readonly Directive[]): unknown[] => directives.map(({ name, args, block }) => [name, args, block && bare(block)]);

describe('whatever nginx text goes in', () => {
  const line = fc.oneof(
    { weight: 2, arbitrary: fc.string({ unit: odd, maxLength: 30 }) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        'add_header X y;',
        'if ($arg_a) { return 403; }',
        'location /x { return 404; }',
        'location = / { return 204; }',
        'map $uri $m { default 1; }',
        '}',
        '{',
        '# c',
        'proxy_pass http://x;',
        'listen 80;',
        'include x;',
        '"',
        "'",
        'server { listen 127.0.0.1:9; }',
        'return 200;',
        'gzip on;',
      ),
    },
  );
  const text = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n'));
  const base = parse(siteFiles(site()).nginxConf);

  test.each(['http', 'server'] as const)(
    'it stays inside our %s block and changes nothing around it, or one error names prop and line',
    (context) => {
      fc.assert(
        fc.property(text, (snippet) => {
          const made = outcome(() => siteFiles(site({ [context]: snippet })));
          if ('refused' in made) {
            expect(made.refused).toMatch(new RegExp(`^nginx\\.${context}, line \\d+`));
            return;
          }
          const found = parse(made.made.nginxConf);
          expect(bare(found.slice(0, -1))).toEqual(bare(base.slice(0, -1)));
          const theirs = parse(snippet);
          const [whole, ours] =
            context === 'http'
              ? [found.at(-1)!.block!, base.at(-1)!.block!]
              : [server(made.made.nginxConf), server(siteFiles(site()).nginxConf)];
          const start = whole.findIndex((_, i) => JSON.stringify(bare(whole.slice(i, i + theirs.length))) === JSON.stringify(bare(theirs)));
          expect(start).toBeGreaterThanOrEqual(0);
          expect(bare([...whole.slice(0, start), ...whole.slice(start + theirs.length)])).toEqual(bare(ours));
        }),
        { numRuns: 500 },
      );
    },
  );

  test('text in quotes reaches nginx as it is meant, and nginx accepts it', () => {
    const value = fc.string({ unit: odd.filter((ch) => ch !== '$'), maxLength: 40 });
    const quoted = (meant: string) => `"${meant.replace(/["\\]/g, '\\$&')}"`;
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const files = siteFiles(site({ server: values.map((each, i) => `location = /t${i} { return 200 ${quoted(each)}; }`).join('\n') }));
        expect(folder.complaint(files)).toBe('');
        const answers = server(files.nginxConf)
          .filter(({ args }) => /^\/t\d/.test(args[1] ?? ''))
          .map(({ block }) => block![0]!.args[1]);
        expect(answers).toEqual(values);
      }),
      { numRuns: 60 },
    );
  });
});

describe('whatever an application is given', () => {
  const jar = folderWith({ 'chat.jar': {} });
  const name = fc.oneof({ weight: 5, arbitrary: fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/) }, { weight: 1, arbitrary: oddText });
  const value = fc.oneof(oddText, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
  const options = fc.record({
    environment: fc.dictionary(name, value, { maxKeys: 4 }),
    properties: fc.dictionary(fc.oneof(fc.stringMatching(/^[a-z.-]{1,12}$/), oddText), value, { maxKeys: 3 }),
    jvmOptions: fc.array(fc.oneof({ weight: 5, arbitrary: oddText.map((text) => `-Dx=${text}`) }, { weight: 1, arbitrary: oddText }), {
      maxLength: 3,
    }),
  });

  test('cloud-config and unit give it back, or one error names prop and value', () => {
    let accepted = 0;
    fc.assert(
      fc.property(options, (given: SpringAppOptions) => {
        const made = outcome(() => SpringApp.fromJar(jar, given)._options);
        if ('refused' in made) {
          expect(made.refused).toMatch(
            /^(environment (has|\S+ holds)|jvmOptions (has|is)|'[^]*' is set by the host|'SPRING_APPLICATION_JSON')/,
          );
          return;
        }
        accepted++;
        const { environment, properties, jvmOptions = [] } = made.made;
        const files = hostFiles({
          site: site(),
          spring: { sizing: site().sizing, idleSeconds: 3600, jvmOptions, variables: [] },
          deployment: `${JSON.stringify({ environment, properties })}\n`,
        });
        const document = parseYaml(cloudConfig({ packages: [], files })) as {
          write_files: { path: string; content: string; encoding?: string }[];
        };
        const content = (end: string) => contentOf(document.write_files.find(({ path: at }) => at.endsWith(end))!);
        expect(JSON.parse(content('deployment.json'))).toEqual({ environment, properties });
        expect(readUnit(content('spring-boot.service')).command().slice(4, -1)).toEqual(jvmOptions);
        expect(document.write_files.map(({ path: at }) => at)).toEqual(files.map(({ path: at }) => `/${at}`));
      }),
      { numRuns: 300 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});

test('whatever name goes in, it is a host name within the zone, or one error names it', () => {
  const example = zone(new Stack(new App(), 'Stack'));
  const label = fc.stringMatching(/^[a-zA-Z0-9-]{1,8}$/);
  const names = fc.oneof(
    fc.array(label, { maxLength: 3 }).map((labels) => labels.join('.')),
    label.map((each) => `${each}.example.com`),
    oddText,
    fc.domain(),
  );
  fc.assert(
    fc.property(names, (given) => {
      const made = outcome(() => ServiceDomain.inZone(example, given).names);
      if ('refused' in made) expect(made.refused.startsWith(`domain is '${given}'`)).toBe(true);
      else expect(made.made.join()).toMatch(/^((?!-)[A-Za-z0-9-]{1,63}(?<!-)\.)*example\.com$/);
    }),
    { numRuns: 500 },
  );
});
