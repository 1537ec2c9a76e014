import fc from 'fast-check';
import { environmentLine, execArgument } from '../../lib/spring/systemd';
import { readUnit } from './unit-reader';

test.each([
  ['plain', 'Environment="A=plain"'],
  ['', 'Environment="A="'],
  ['two words', 'Environment="A=two words"'],
  ['100%', 'Environment="A=100%%"'],
  ['$HOME ${HOME}', 'Environment="A=$HOME ${HOME}"'],
  ['"quoted" \'single\'', 'Environment="A=\\"quoted\\" \'single\'"'],
  ['C:\\new', 'Environment="A=C:\\\\new"'],
  ['# ; [x]', 'Environment="A=# ; [x]"'],
])('the value %j', (value, line) => {
  expect(environmentLine({ A: value })).toBe(line);
});

test.each([
  ['-Xmx512m', '-Xmx512m'],
  ['-Duser.timezone=Asia/Seoul', '-Duser.timezone=Asia/Seoul'],
  ['-Dname=a b', '"-Dname=a b"'],
  ['-Dshare=50%', '-Dshare=50%%'],
  ['-Dpath=$HOME', '"-Dpath=$$HOME"'],
  ['-Dx="y"', '"-Dx=\\"y\\""'],
  ['-Dx=\\', '"-Dx=\\\\"'],
  ['-Dx=;', '"-Dx=;"'],
  ['', '""'],
])('the argument %j', (argument, printed) => {
  expect(execArgument(argument, 'jvmOptions')).toBe(printed);
});

test.each(['a\nb', 'a\rb', 'a\0b', '\x1b[0m', '\x7f', '\t'])('fails with the control character in %j', (text) => {
  const message = `${JSON.stringify(text)}: control characters and line breaks cannot stand in a systemd unit; leave them out`;
  expect(() => environmentLine({ A: text })).toThrow(new Error(`environment A is ${message}`));
  expect(() => execArgument(text, 'jvmOptions')).toThrow(new Error(`jvmOptions is ${message}`));
});

test.each(['', '1A', 'A-B', 'A B', 'A=B', 'Ä', 'A\n'])('fails with the name %j', (name) => {
  expect(() => environmentLine({ [name]: 'x' })).toThrow(`environment has '${name}', which is no name of a variable`);
});

const printable = fc
  .string({ unit: fc.oneof(fc.constantFrom(...'"\'\\%$;#{}[]= abn'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })) })
  .filter((text) => !/[\0-\x1f\x7f]/.test(text));

test('whatever is printed, systemd reads back', () => {
  fc.assert(
    fc.property(fc.array(printable), (texts) => {
      const environment = texts.map((text, i) => environmentLine({ [`A${i}`]: text })).join('\n');
      const unit = readUnit(`[Service]\n${environment}\nExecStart=/bin/x ${texts.map((text) => execArgument(text, 'x')).join(' ')}\n`);
      expect(unit.environment()).toEqual(Object.fromEntries(texts.map((text, i) => [`A${i}`, text])));
      expect(unit.command()).toEqual(['/bin/x', ...texts]);
    }),
    { numRuns: 1000 },
  );
});
