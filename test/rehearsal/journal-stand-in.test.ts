import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNITS } from '../../lib/chain/conventions';
import { withJournalStandIn } from '../../lib/rehearsal/journal-stand-in';
import type { Workspace } from '../../lib/rehearsal/workspace';
import { temporaryFolder } from './fixture';

test('what the agent asks the journal for is what that part of the host has written', () => {
  const directory = temporaryFolder('journal-');
  mkdirSync(join(directory, 'log'));
  writeFileSync(join(directory, 'log', 'application.log'), 'Received ERROR\n');
  const env = withJournalStandIn({ directory } as Workspace);
  const journal = (unit: string) => execFileSync('journalctl', ['-o', 'cat', '--since=@1', `--unit=${unit}`], { env, encoding: 'utf8' });
  expect(journal(UNITS.springBoot)).toBe('Received ERROR\n');
  expect(journal('another.service')).toBe('');
});
