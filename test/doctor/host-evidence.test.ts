import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromHost, type HostEvidence } from '../../lib/doctor/host-evidence';
import { judge, matching } from '../../lib/doctor/judge';

const FOLDER = join(__dirname, '../evidence');
const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name): [string, HostEvidence, string | null] => {
    const { evidence, code } = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as { evidence: HostEvidence; code: string | null };
    return [name.replace('.json', ''), evidence, code];
  });

test.each(cases)('%s means to the doctor what it means to the agent', (_, evidence, code) => {
  const { problems } = judge([{ evidence: fromHost(evidence), answers: [] }]);
  const found = problems[0]?.finding.code ?? null;
  // Where the agent only sees that nginx changes an answer, the doctor may know how.
  const exacter = code === 'PROXY-CHANGES-ANSWER' && matching(fromHost(evidence)).some((finding) => finding.code === code);
  expect(exacter ? code : found).toBe(code);
});
