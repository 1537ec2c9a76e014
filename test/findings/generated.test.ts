import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { findingsDocument } from '../../lib/findings/document';
import { FINDINGS, findingsForHost } from '../../lib/findings/registry';

const ROOT = join(__dirname, '..', '..');

/** Kept files made from the registry; UPDATE_GENERATED=1 writes them anew. */
test.each([
  ['docs/FINDINGS.md', findingsDocument(FINDINGS)],
  ['lib/host/agent/findings.json', `${JSON.stringify(findingsForHost(), null, 2)}\n`],
])('%s is what the registry says', (name, text) => {
  const file = join(ROOT, name);
  if (process.env.UPDATE_GENERATED === '1') {
    writeFileSync(file, text);
  }
  expect(readFileSync(file, 'utf8')).toBe(text);
});
