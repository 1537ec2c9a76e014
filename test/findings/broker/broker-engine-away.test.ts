import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textsIn } from '../../../lib/doctor/logs/known-texts';
import { readLine } from '../../../lib/doctor/logs/read-line';
import { ENGINE_AWAY } from '../../../lib/findings/common-symptoms';
import { FINDINGS } from '../../../lib/findings/registry';
import { pieces } from '../../../lib/findings/symptom';
import { LINES } from '../cases';

const ENGINE = Object.entries(LINES).filter(([code]) => /^BROKER-(ENGINE|CHANNEL|NOT-SHARED)/.test(code));

test.each(ENGINE)('the sentences of %s have one cause', (code, lines) => {
  for (const line of lines) {
    expect([line, textsIn(readLine(line)).flatMap(({ codes }) => codes)]).toEqual([line, [code]]);
  }
});

const COMPANION = join(__dirname, '../../../lib/companion/src/main/java/io/github/cdkspringwebsocket/companion/messaging');
const said = readdirSync(COMPANION)
  .map((file) => readFileSync(join(COMPANION, file), 'utf8'))
  .join('\n');

test('they are what the companion says', () => {
  const texts = FINDINGS.filter(({ code }) => LINES[code] && /^BROKER-(ENGINE|CHANNEL|NOT-SHARED)/.test(code)).flatMap(
    ({ symptoms }) => symptoms ?? [],
  );
  const parts = texts.flatMap(({ text }) => pieces(text.replace(ENGINE_AWAY, '').replace(/ (?=\(does it)/, '<and>')));
  expect(said).toContain(`"${ENGINE_AWAY}"`);
  expect(parts.length).toBeGreaterThan(20);
  expect(parts.map((part) => part.trim()).filter((part) => !said.includes(part))).toEqual([]);
});
