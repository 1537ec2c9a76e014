import fc from 'fast-check';
import type { Directive } from '../../lib/nginx/directives';
import { NginxSyntaxError, parse, parsePlaced } from '../../lib/nginx/parse';
import { httpConf, NginxFolder, SYNTAX_ERROR } from './real-nginx';

const folder = new NginxFolder();
afterAll(() => folder.remove());

/** A directive as one line: its words as JSON, its block in braces. */
const outline = ({ name, args, block }: Directive): string =>
  JSON.stringify([name, ...args]) + (block ? `{${block.map(outline).join('')}}` : '');

describe('the words of a directive', () => {
  test.each<[string, string, string]>([
    ['nothing', '', ''],
    ['comments only', '# a\n  # b; }\n', ''],
    ['words', 'listen  8000\tdefault_server\r\n;', '["listen","8000","default_server"]'],
    ['no space before a block', 'events{}', '["events"]{}'],
    ['blocks in blocks', 'a { b c; d {} } e;', '["a"]{["b","c"]["d"]{}}["e"]'],
    ['comments between words', 'a # one\n b # two;\n ;', '["a","b"]'],
    ['both quotes', `a "b c;" 'd "e" {';`, '["a","b c;","d \\"e\\" {"]'],
    ['empty words', `a "" '';`, '["a","",""]'],
    ['a quoted name', '"a" b;', '["a","b"]'],
    ['line ends between quotes', 'a "b\nc";', '["a","b\\nc"]'],
    ['signs inside a word', 'a b"c d\'e f#g h};', '["a","b\\"c","d\'e","f#g","h}"]'],
    ['escapes', String.raw`a \t\r\n\"\'\\ "\t\"\\";`, JSON.stringify(['a', '\t\r\n"\'\\', '\t"\\'])],
    ['other backslashes', String.raw`a \.b\d "\.\$";`, String.raw`["a","\\.b\\d","\\.\\$"]`],
    ['protected ends of words', String.raw`a b\;c\ d\{e;`, String.raw`["a","b\\;c\\ d\\{e"]`],
    ['a backslash at the beginning', String.raw`a \#b \;;`, String.raw`["a","\\#b","\\;"]`],
    ['variables in braces', 'a ${b} c${d}e ${{f $g{ h; }', '["a","${b}","c${d}e","${{f","$g"]{["h"]}'],
    ['a protected dollar before a brace', String.raw`a \${ b; }`, String.raw`["a","\\$"]{["b"]}`],
    ['a parenthesis after a quote', 'if ($a ~ "b") { c; }', '["if","($a","~","b",")"]{["c"]}'],
    ['a word after that parenthesis', 'a "b")c;', '["a","b",")c"]'],
    ['form feed, no-break space and byte order mark', '\ufeffa b\fc\u00a0d;', '["\ufeffa","b\\fc\u00a0d"]'],
    ['NUL', 'a \0;', '["a","\\u0000"]'],
  ])('%s', (_, text, expected) => {
    expect(parse(text).map(outline).join('')).toBe(expected);
  });

  test('keep the file and the line on which the directive began', () => {
    expect(parse('\na\n  b\n;\nc { # x\n\n  d; e; }', 'site.conf')).toEqual([
      { name: 'a', args: ['b'], file: 'site.conf', line: 2 },
      {
        name: 'c',
        args: [],
        block: [
          { name: 'd', args: [], file: 'site.conf', line: 7 },
          { name: 'e', args: [], file: 'site.conf', line: 7 },
        ],
        file: 'site.conf',
        line: 5,
      },
    ]);
  });
});

describe('fails as nginx does', () => {
  const start = 'daemon off; events {}\n';
  const refused: [text: string, reason: string, line: number][] = [
    ['}', 'unexpected "}"', 2],
    ['http {}}', 'unexpected "}"', 2],
    ['http { server { listen 80 } }', 'unexpected "}"', 2],
    [';', 'unexpected ";"', 2],
    ['http {\n;}', 'unexpected ";"', 3],
    ['{', 'unexpected "{"', 2],
    ['http {\n\n', 'unexpected end of file, expecting "}"', 4],
    ['user', 'unexpected end of file, expecting ";" or "}"', 2],
    ['user a # b', 'unexpected end of file, expecting ";" or "}"', 2],
    ['user "a;\n', 'unexpected end of file, expecting ";" or "}"', 3],
    ['user a\\', 'unexpected end of file, expecting ";" or "}"', 2],
    ['user a\\;', 'unexpected end of file, expecting ";" or "}"', 2],
    ['"user"', 'unexpected end of file, expecting ";" or "}"', 2],
    ['user "a"b;', 'unexpected "b"', 2],
    ['user "a"#;', 'unexpected "#"', 2],
    ['user "a"\'b\';', 'unexpected "\'"', 2],
    ['user "a"};', 'unexpected "}"', 2],
    [`user ${'x'.repeat(4096)};`, 'too long parameter "xxxxxxxxxx..." started', 2],
    [`user ${'x'.repeat(4095)} ;`, 'too long parameter "xxxxxxxxxx..." started', 2],
    [`user "${'x'.repeat(4095)}";`, 'too long parameter "xxxxxxxxxx..." started', 2],
    [`user\n\n"a\n${'x'.repeat(4096)}";`, 'too long parameter, probably missing terminating """ character', 4],
    [`user '${'é'.repeat(2048)}';`, 'too long parameter, probably missing terminating "\'" character', 2],
    [`#${'x'.repeat(4095)}\nuser a;`, 'too long parameter "#xxxxxxxxx..." started', 2],
  ];
  test.each(refused.map(([text, ...expected]) => [JSON.stringify(text).slice(0, 40), text, ...expected] as const))(
    '%s',
    (_, text, reason, line) => {
      const fail = () => parse(start + text, 'my.conf');
      expect(fail).toThrow(new NginxSyntaxError(reason, 'my.conf', line));
      expect(fail).toThrow(`${reason} in my.conf:${line}`);
      expect(folder.test(start + text)).toEqual({ ok: false, message: reason, line });
    },
  );

  test('but not at the limit', () => {
    const long = (bytes: number) => 'x'.repeat(bytes);
    const text = httpConf(`types { a ${long(4095)}; b ${long(4094)} ; c "${long(4094)}"; d "${long(4093)}" ; #${long(4094)}\n}`);
    expect(parse(text)).toHaveLength(5);
    expect(folder.test(text)).toEqual({ ok: true, message: '', line: 0 });
  });

  test('Lua between braces', () => {
    const text = 'location / {\n  content_by_lua_block {\n    if a then b = "}" end\n  }\n}';
    const reason = 'the Lua code of "content_by_lua_block" cannot be read, use content_by_lua_file instead';
    expect(() => parse(text)).toThrow(new NginxSyntaxError(reason, 'nginx.conf', 2));
  });
});

// As nginx 1.22 with lua-nginx-module 0.10.23 took 6000 random texts.
describe('Lua is passed over to its end', () => {
  test.each<[string, string]>([
    ['braces in braces', 'local t = { a = {} }'],
    ['braces between quotes', `ngx.say("hi }", 'a \\' }', "b \\"}")`],
    ['a quote whose line goes on behind a backslash', `a = "b \\\n c = "}"`],
    ['a quote that ends nowhere on its line', `a " \n b = {}`],
    ['long brackets', 'a = [[ } ]] b = [==[ } ]=] } ]==]'],
    ['comments', `-- it's }\n --[[ } \n ' ]] --[=[ } ]] } ]=]`],
    ['an index of an index', 'a[b[1]] = { c[1] }'],
    ['a hash, which is no comment', 'return #t'],
  ])('%s', (_, lua) => {
    const text = `a {\n set_by_lua_block $x {${lua}} b;\n}\nc;`;
    const [a, c] = parsePlaced(text, 'lua.conf');
    expect(a!.block!.map(outline)).toEqual(['["set_by_lua_block","$x"]', '["b"]']);
    expect(text.slice(a!.block![0]!.start, a!.block![0]!.end)).toBe(`set_by_lua_block $x {${lua}}`);
    expect(c).toMatchObject({ name: 'c', line: text.split('\n').length });
  });

  test.each<[string, string, number]>([
    ['{\n {\n }', 'unexpected end of file, expecting terminating characters for lua code block', 3],
    ['-- }', 'unexpected end of file, expecting terminating characters for lua code block', 2],
    ['\na = [=[ ]] }', 'Lua code block missing the closing long bracket "]=]"', 3],
  ])('or is refused: %j', (lua, reason, line) => {
    expect(() => parsePlaced(`a {\n init_by_lua_block {${lua}`, 'lua.conf')).toThrow(new NginxSyntaxError(reason, 'lua.conf', line));
  });
});

const reasonAndLine = (text: string): { reason: string; line: number } | undefined => {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof NginxSyntaxError) return { reason: error.reason, line: error.line };
    throw error;
  }
};

const pieces = (...more: string[]) =>
  fc.array(fc.constantFrom(...' \t\r\n"\'\\;#$){}ab'.split(''), ' ;', '"a"', '\\"', '${', '$a', '# é\n', '\n', ...more));
const hasBlock = (text: string) => parse(text).some(({ block }) => block);

/** nginx refuses the text exactly when we do, in the same words; about what follows a directive that it does not know, it is silent. */
const expectAgreement = (conf: string): void => {
  const ours = reasonAndLine(conf);
  const nginx = folder.test(conf);
  if (nginx.message === 'unexpected "{"') {
    // a types block holds no blocks, and nginx says that in the words of a syntax error; ours may come later or not at all
    expect(ours?.line ?? nginx.line).toBeGreaterThanOrEqual(nginx.line);
  } else if (nginx.ok || SYNTAX_ERROR.test(nginx.message)) {
    expect(ours).toEqual(nginx.ok ? undefined : { reason: nginx.message, line: nginx.line });
  } else if (ours) {
    expect(ours.line).toBeGreaterThanOrEqual(nginx.line);
  }
};

describe('compared with nginx', () => {
  const seed = Date.now();

  test('the same of 200 texts are refused, in the same words', () => {
    const property = fc.property(pieces(), (parts) => expectAgreement(httpConf(`types { a ${parts.join('')}\n}`)));
    fc.assert(property, { numRuns: 200 });
  });

  test('the same of 100 texts with blocks are refused, in the same words', () => {
    const parts = ['server { ', 'location /a { ', 'if ($uri) { ', 'set $a b; ', 'return 200 "}"; ', '} ', '} ', '} ', '\n', '# }\n', '"} '];
    const property = fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 12 }), (some) =>
      expectAgreement(httpConf(some.join(''))),
    );
    fc.assert(property, { numRuns: 100 });
  });

  test('what we accept of 3000 texts, nginx accepts', () => {
    const texts = fc.sample(pieces(), { seed, numRuns: 3000 }).map((parts) => `${parts.join('')};`);
    const accepted = texts.filter((text) => !reasonAndLine(text) && !hasBlock(text));
    expect(accepted.length).toBeGreaterThan(300);
    accepted.forEach((text, i) => folder.write(`${i}.conf`, text));
    const conf = httpConf(`types { ${accepted.map((_, i) => `include ${i}.conf;`).join('\n')} }`);
    expect({ seed, ...folder.test(conf) }).toEqual({ seed, ok: true, message: '', line: 0 });
  });

  test('2000 words mean the same', async () => {
    const address = (i: number) => `10.0.${i >> 8}.${i & 255}`;
    const meaning = (raw: string): string | undefined => {
      const [first, ...others] = reasonAndLine(`a ${raw};`) ? [] : parse(`a ${raw};`);
      return first && !first.block && first.args.length === 1 && others.length === 0 ? first.args[0] : undefined;
    };
    const word = fc
      .tuple(fc.constantFrom('"', "'", ''), pieces('\\n', '\\t', '\\\\'))
      .map(([quote, parts]) => quote + parts.join('') + quote)
      .filter((raw) => meaning(raw) !== undefined);
    const words = fc.sample(word, { seed, numRuns: 2000 });
    // A line for each, the last as well: what follows the word's own ";" may be a comment.
    const geo = `geo $arg_ip $answer { ${words.map((raw, i) => `${address(i)}/32 ${raw};\n`).join('')} }`;
    const conf = httpConf(`${geo} server { listen unix:socket; keepalive_requests 10000; return 200 $answer; }`);
    const got = await folder.serve(conf, (get) => Promise.all(words.map((_, i) => get(`/?ip=${address(i)}`))));
    const different = words.map((raw, i) => ({ raw, ours: meaning(raw), nginx: got[i] })).filter((it) => it.ours !== it.nginx);
    expect({ seed, different }).toEqual({ seed, different: [] });
  });
});
