import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../project';
import type { Record } from './claim';
import { proofDocument } from './document';

/** Writes docs/proof.md and docs/proof.json. */
export function writeProof(record: Record): void {
  const docs = join(projectFolder(), 'docs');
  writeFileSync(join(docs, 'proof.md'), proofDocument(record));
  writeFileSync(join(docs, 'proof.json'), `${JSON.stringify(record, null, 2)}\n`);
}
