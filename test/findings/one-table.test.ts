import { LogReader } from '../../lib/doctor/logs/log-reader';
import { FINDINGS } from '../../lib/findings/registry';
import { meaningOf } from '../../lib/findings/search';
import { LINES } from './cases';

/** What a log with this one line says. */
function inLog(text: string): readonly string[] {
  const reader = new LogReader();
  const file = reader.file('log');
  text.split('\n').forEach((line, index) => file.take(line, index + 1));
  return [...new Set(reader.clues().flatMap(({ codes }) => codes))].sort();
}

const inExplain = (text: string) => {
  const { certain, proved, possible } = meaningOf(text);
  return certain ? [...new Set([...proved, ...possible].map(({ code }) => code))].sort() : [];
};

test.each(Object.entries(LINES))('%s: explain and --log say the same of a line as it is written', (_, lines) => {
  for (const line of lines) {
    expect([line, inExplain(line)]).toEqual([line, inLog(line)]);
    expect(inLog(line)).not.toEqual([]);
  }
});

/** Console lines, closes and frames stand alone, as they are in the table. */
test.each(
  FINDINGS.flatMap(({ symptoms = [] }) => symptoms.filter(({ seen }) => ['client', 'frame', 'answer', 'aws'].includes(seen))).map(
    ({ text }) => text,
  ),
)('explain and --log say the same of: %s', (text) => {
  const line = text.replace(/<n>/g, '7').replace(/<[a-z][a-z -]*>/g, "'https://api.example.com/7'");
  expect(inExplain(line)).toEqual(inLog(line));
});
