import { resolve } from 'node:path';
import { COMMANDS } from '../../lib/cli/main';
import { readOptions } from '../../lib/cli/options';

const OPTIONS = COMMANDS.flatMap(({ name, options }) =>
  Object.entries(options).map(([option, help]) => ({ name: `${name} --${option}`, option, help })),
);

/** What users name files and folders by. */
const isPathLike = (text = '') => /\b(file|folder|directory|dir)\b/.test(text);

test('every option that takes a file or a folder is declared as a path', () => {
  const declared = OPTIONS.filter(({ help }) => help.type === 'path' || help.type === 'input').map(
    ({ name, help }) => `${name} ${help.type}`,
  );
  const meant = OPTIONS.filter(({ option, help }) => isPathLike(option) || isPathLike(help.value)).map(
    ({ name, help }) => `${name} ${help.type}`,
  );
  expect(declared.sort()).toEqual(meant.sort());
  expect(declared).toEqual([
    'cost --app path',
    'doctor --ca path',
    'doctor --har input',
    'doctor --log input',
    'doctor --nginx input',
    'init --folder path',
    'rehearse --app path',
    'rehearse --environment-file path',
    'rehearse --jar path',
  ]);
});

const PATHS = OPTIONS.filter(({ help }) => help.type === 'path');
const WORDS = ['x', './x', '../x', 'a/../x', '-', '~/x', 'a b', 'x/', '/x', '/a/./x'];

describe.each(PATHS)('$name', ({ option, help }) => {
  test.each(WORDS)("is what the caller's folder makes of %s", (word) => {
    const expected = help.multiple ? [resolve(word), resolve(word)] : resolve(word);
    expect(readOptions([`--${option}=${word}`, `--${option}`, word.replace(/^-$/, './-')], { [option]: help })[option]).toEqual(expected);
  });
});

test.each(OPTIONS.filter(({ help }) => help.type === 'input'))('$name stays as it was typed: the report names it', ({ option, help }) => {
  const expected = help.multiple ? ['../x'] : '../x';
  expect(readOptions([`--${option}=../x`], { [option]: help })[option]).toEqual(expected);
});
