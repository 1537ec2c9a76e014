import { array, assert, constantFrom, integer, oneof, property, string } from 'fast-check';
import { displayWidth } from '../../lib/cli/display-width';
import { item, layout, paragraph, unbroken, verbatim, type Block } from '../../lib/cli/page';

const plain = (blocks: readonly Block[], width: number) => layout(blocks, width, (_, text) => text);

test('a paragraph is broken at blanks, its further lines hang', () => {
  expect(plain([paragraph('one two three four', { indent: 2, hanging: 3 })], 12)).toEqual(['  one two', '     three', '     four']);
});

test('a row: what stands before it, and the text in a column of its own', () => {
  expect(plain([item('ok', 5, 'one two three four five six seven', 1)], 33)).toEqual([' ok   one two three four five six', '      seven']);
});

test('a lead that is longer than its column, or leaves no room beside it, has a line of its own', () => {
  expect(plain([item('--connect-header', 8, 'for STOMP CONNECT', 2)], 40)).toEqual(['  --connect-header', '          for STOMP CONNECT']);
  expect(plain([item('lead', 20, 'some words more', 0)], 30)).toEqual(['lead', '     some words more']);
});

test('without a width every block is one line, so that grep finds whole rows', () => {
  const long = 'word '.repeat(200).trim();
  expect(plain([item('FAIL', 5, long), paragraph(long, { hanging: 2 }), item('longer than it', 5, 'x')], Infinity)).toEqual([
    `FAIL ${long}`,
    long,
    'longer than it x',
  ]);
});

test('a word that is longer than a line is broken, a URL is not and stands alone, text to paste is left as it is', () => {
  expect(plain([paragraph(`a ${'x'.repeat(25)} b`)], 10)).toEqual(['a', 'xxxxxxxxxx', 'xxxxxxxxxx', 'xxxxx b']);
  expect(plain([paragraph('see https://example.com/long now')], 12)).toEqual(['see', 'https://example.com/long', 'now']);
  expect(plain(verbatim('proxy_set_header\tUpgrade $http_upgrade;\n\nnext', 2), 10)).toEqual([
    '  proxy_set_header\tUpgrade $http_upgrade;',
    '',
    '  next',
  ]);
});

test('a URL that is too long for its column stands below the lead, with the words around it', () => {
  expect(plain([item('ok redirect', 20, '301 to https://example.com/long/path')], 45)).toEqual([
    'ok redirect',
    '     301 to https://example.com/long/path',
  ]);
  expect(plain([item('see', 6, 'https://example.com/long/path', 2)], 28)).toEqual(['  see', '       https://example.com/long/path']);
});

test('what belongs together stays on one line', () => {
  expect(plain([paragraph(['client ok', ` ${unbroken('-- nginx FAIL')}`])], 14)).toEqual(['client ok', '-- nginx FAIL']);
});

test('a text keeps its tones over its lines, and commands no terminal', () => {
  const shown = layout([paragraph([{ text: 'red\x1b[2J text', tone: 'bad' }, ' end'])], 9, (tone, text) => `<${tone}>${text}</>`);
  expect(shown).toEqual(['<bad>red [2J</>', '<bad>text</> end']);
  expect(plain(verbatim('\x1b]0;owned\x07\rx'), 80)).toEqual([' ]0;owned  x']);
});

test.each([
  ['plain', 5],
  ['漢字', 4],
  ['ｆｕｌｌ', 8],
  ['한국어', 6],
  ['e\u0301', 1],
  ['👩‍👩‍👧', 2],
  ['🇩🇪', 2],
  ['\u200b', 0],
  ['…—→', 3],
  ['ｱ', 1],
])('%s takes %d columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test('no line is wider than the page, and nothing is lost', () => {
  const word = oneof(
    string({ unit: 'grapheme', minLength: 1 }),
    constantFrom('漢字漢字漢字', 'x'.repeat(150), '👩‍👩‍👧', '-', '/a/long/path'),
  );
  assert(
    property(
      array(word),
      string({ maxLength: 40 }),
      integer({ min: 30, max: 200 }),
      integer({ min: 0, max: 30 }),
      (words, lead, width, column) => {
        const text = words.filter((each) => !each.includes(':/')).join(' ');
        for (const block of [paragraph(text, { indent: 2, hanging: column % 8 }), item(lead.replaceAll(':/', ''), column, text)]) {
          const lines = plain([block], width);
          expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
          expect(lines.join('').replace(/[\s\p{Cc}\u2066-\u2069\u202a-\u202e\u200e\u200f\u061c]/gu, '')).toContain(
            text.replace(/[\s\p{Cc}\u2066-\u2069\u202a-\u202e\u200e\u200f\u061c]/gu, ''),
          );
        }
      },
    ),
    { numRuns: 300 },
  );
});
