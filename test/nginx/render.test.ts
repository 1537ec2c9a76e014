import { Lazy, Token } from 'aws-cdk-lib';
import fc from 'fast-check';
import { because, block, directive, type Directive } from '../../lib/nginx/directives';
import { parse } from '../../lib/nginx/parse';
import { hasToken, render } from '../../lib/nginx/render';
import { httpConf, NginxFolder } from './real-nginx';

const words: Record<string, [meaning: string, printed: string]> = {
  'a plain word': ['off', 'off'],
  'a variable': ['$http_upgrade', '$http_upgrade'],
  'a variable in braces': ['http://${name}/x', 'http://${name}/x'],
  nothing: ['', "''"],
  'a space': ['a b', '"a b"'],
  'what ends a directive': ['a;b', '"a;b"'],
  'a brace that would open a block': ['^/[a-z]{2}/', '"^/[a-z]{2}/"'],
  'a second brace after a dollar': ['${{', '"${{"'],
  'a brace after a dollar that a backslash protects': ['\\${', '"\\${"'],
  'a brace that closes, at the beginning': ['}', '"}"'],
  'a brace that closes, further in': ['a}', 'a}'],
  'a comment sign at the beginning': ['#a', '"#a"'],
  'a comment sign further in': ['a#b', 'a#b'],
  'a quote at the beginning': ['"a', "'\"a'"],
  'quotes further in': ['a"b\'c', 'a"b\'c'],
  'both quotes and a space': ['"a" \'b\'', '"\\"a\\" \'b\'"'],
  JSON: ['{"time":"$time_iso8601"}', '\'{"time":"$time_iso8601"}\''],
  'a backslash that nginx leaves alone': ['\\.css$', '\\.css$'],
  'a backslash that nginx would take for an escape': ['\\register\\n', '\\\\register\\\\n'],
  'a backslash at the end': ['C:\\', 'C:\\\\'],
  'a backslash before a quote': ['\\"', '\\\\"'],
  'a backslash before what becomes an escape': ['\\\n', '"\\\\\\n"'],
  'two backslashes': ['\\\\d', '\\\\\\d'],
  'tab and line ends': ['a\tb\r\nc', '"a\\tb\\r\\nc"'],
  'other white space, which separates nothing': ['a\u00a0b\f\v', 'a\u00a0b\f\v'],
  'any language': ['schön 日本 🎉', '"schön 日本 🎉"'],
  'the longest word': ['x'.repeat(4094), 'x'.repeat(4094)],
};

describe('a word', () => {
  test.each(Object.entries(words))('%s', (_, [meaning, printed]) => {
    expect(render([directive('x', meaning)])).toBe(`x ${printed};\n`);
    expect(parse(`x ${printed};`)).toEqual([{ name: 'x', args: [meaning], file: 'nginx.conf', line: 1 }]);
  });

  test('that is a name is quoted like any other', () => {
    expect(render([block('map', ['$http_upgrade', '$x'], [directive('default', 'a'), directive('', ''), directive('~a b', 'c')])])).toBe(
      "map $http_upgrade $x {\n  default a;\n  '' '';\n  \"~a b\" c;\n}\n",
    );
  });

  test.each<[string, Directive, string]>([
    ['NUL', directive('x', 'a\0b'), '"x" contains U+0000 in "a\\u0000b", which no nginx file can hold; write it without'],
    [
      'half of a surrogate pair',
      directive('x', 'a\ud83c'),
      '"x" contains U+D83C in "a\\ud83c", which no nginx file can hold; write it without',
    ],
    [
      'NUL in a reason',
      because('a\0', directive('x')),
      '"x" contains U+0000 in "a\\u0000", which no nginx file can hold; write it without',
    ],
    [
      'more than nginx holds at once',
      directive('x', 'ä'.repeat(2048)),
      `"x" has an argument of 4096 bytes, "${'ä'.repeat(20)}...", but nginx reads at most 4094; ` +
        'split it into several arguments or directives',
    ],
  ])('fails with %s', (_, d, message) => {
    expect(() => render([d])).toThrow(new Error(message));
  });
});

describe('a value that only AWS knows', () => {
  const tokens: Record<string, string> = {
    'a string': Lazy.string({ produce: () => 'x' }),
    'a list': Lazy.list({ produce: () => ['x'] }).join(' '),
    'a number': `${Lazy.number({ produce: () => 1 })}`,
    'a later number': `${Array.from({ length: 500 }, (_, n) => Token.asNumber({ n, resolve: () => n })).at(-1)}`,
    'part of a text': `http://${Lazy.string({ produce: () => 'x' })}:8080`,
  };

  test.each(Object.entries(tokens))('fails: %s', (_, token) => {
    expect(Token.isUnresolved(token) || /^-1.888|^#\{Token/.test(token)).toBe(true);
    expect(hasToken(token)).toBe(true);
    for (const d of [directive('x', token), directive(token), because(token, directive('x')), block('x', [], [directive('y', token)])]) {
      expect(() => render([d])).toThrow('contains a value that is known only on AWS');
    }
  });

  test.each(['${name}', '$Token', '#{x}', '-1.5e+289', 'Token[1]'])('%s is none', (text) => {
    expect(hasToken(text)).toBe(false);
  });
});

describe('the layout', () => {
  test('has an indent, reasons above, and room around blocks', () => {
    const http = block(
      'http',
      [],
      [
        directive('server_tokens', 'off'),
        because('Only WebSocket may upgrade.\n\nAny other token would pass.', block('map', ['$a', '$b'], [directive('default', '')])),
        because('Sockets first.', directive('keepalive_timeout', '4060s')),
        block('upstream', ['app'], [directive('server', '127.0.0.1:8080')]),
        block('server', [], [because('One port.', directive('listen', '8000')), block('location', ['/'], [])]),
      ],
    );
    expect(render([because('No root.', directive('daemon', 'off')), directive('pid', 'nginx.pid'), block('events', [], []), http])).toBe(`\
# No root.
daemon off;
pid nginx.pid;

events {}

http {
  server_tokens off;

  # Only WebSocket may upgrade.
  #
  # Any other token would pass.
  map $a $b {
    default '';
  }

  # Sockets first.
  keepalive_timeout 4060s;
  upstream app {
    server 127.0.0.1:8080;
  }
  server {
    # One port.
    listen 8000;
    location / {}
  }
}
`);
  });

  test('breaks long reasons and long argument lists at 110 columns', () => {
    const many = Array.from({ length: 25 }, (_, i) => `argument${i}`);
    const lines = render([block('a', [], [because(`${'word '.repeat(60)}${'x'.repeat(5000)}`, directive('b', ...many))])]).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBe(110);
    expect(lines.filter((line) => !line.startsWith('  #')).slice(0, 4)).toEqual([
      'a {',
      `  b ${many.slice(0, 10).join(' ')}`,
      `      ${many.slice(10, 19).join(' ')}`,
      `      ${many.slice(19).join(' ')};`,
    ]);
    expect(parse(lines.join('\n'))).toMatchObject([{ name: 'a', block: [{ name: 'b', args: many }] }]);
  });

  test('keeps a reason a comment, whatever line ends it has', () => {
    expect(render([because('a\n}\r\nb;\rc', directive('x'))])).toBe('# a\n# }\n# b;\n# c\nx;\n');
  });

  test('is empty for nothing', () => {
    expect(render([])).toBe('');
  });
});

const text = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...'"\'\\{}$;#() \t\r\natrnx=~^é🎉') }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', '$uri', '${uri}', '\\', '"', "'", '{', '}', ';', '#', '\u2028', '\ufeff', '\u0001', '\u007f'),
  )
  .filter((s) => !s.includes('\0'));

const tree = fc.letrec<{ level: Directive[]; one: Directive }>((tie) => ({
  level: fc.array(tie('one'), { maxLength: 4, depthIdentifier: 'tree' }),
  one: fc.record(
    {
      name: text,
      args: fc.array(text, { maxLength: 4 }),
      why: text,
      block: fc.oneof({ depthIdentifier: 'tree', maxDepth: 4 }, fc.constant([]), tie('level')),
    },
    { requiredKeys: ['name', 'args'] },
  ),
})).level;

const plain = (level: readonly Directive[]): object[] =>
  level.map(({ name, args, block: inner }) => ({ name, args, ...(inner && { block: plain(inner) }) }));

test('whatever is printed is read back', () => {
  fc.assert(
    fc.property(tree, (level) => expect(plain(parse(render(level)))).toEqual(plain(level))),
    { numRuns: 2000 },
  );
});

test('nginx understands what was meant: 3000 arguments, asked for over HTTP', async () => {
  const seed = Date.now();
  const meant = fc.sample(text, { seed, numRuns: 3000 });
  const address = (i: number) => `10.0.${i >> 8}.${i & 255}`;
  const answers = [
    // geo takes its values literally, "$" too, and exactly one of them a line
    block(
      'geo',
      ['$arg_ip', '$answer'],
      meant.map((word, i) => directive(`${address(i)}/32`, word)),
    ),
    block(
      'server',
      [],
      [directive('listen', 'unix:socket'), directive('keepalive_requests', '10000'), directive('return', '200', '$answer')],
    ),
  ];
  const folder = new NginxFolder();
  const got = await folder
    .serve(httpConf(render(answers)), (get) => Promise.all(meant.map((_, i) => get(`/?ip=${address(i)}`))))
    .finally(() => folder.remove());
  const misunderstood = meant.map((word, i) => ({ meant: word, got: got[i] })).filter((it) => it.meant !== it.got);
  expect({ seed, misunderstood }).toEqual({ seed, misunderstood: [] });
});
