import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proofDocument } from './document';
import { Proof } from './proof';
import { vanished } from './write';

const claim = (id: string) => ({
  part: 'deploy',
  id,
  claim: `claim ${id}`,
  how: 'asked ELB',
  real: ['nginx'],
  standIn: ['load balancer: HAProxy'],
});

async function record() {
  const proof = new Proof();
  await proof.part('deploy', 'Deploy', async () => {
    await proof.show(claim('good'), () => 'one | two\nthree <b>');
    await proof.show(claim('bad'), () => Promise.reject(new Error('the timeout is 60 s')));
    proof.notShown({ part: 'deploy', id: 'drift', claim: 'no drift', why: 'the emulator has none' });
    proof.version('nginx', '1.26.3');
    proof.figure('deploy', 'cdk deploy', '9.1 s');
  });
  return { proof, record: proof.record('2026-11-23') };
}

test('a table holds each claim, what was seen, and what was not shown', async () => {
  const document = proofDocument((await record()).record);
  expect(document).toContain('1 of 2 claims were shown, **1 were not**');
  expect(document).toContain('| claim good | asked ELB | one \\| two three &lt;b> | nginx; *stand-in:* load balancer |');
  expect(document).toContain('| claim bad | asked ELB | **not shown:** the timeout is 60 s | nginx; *stand-in:* load balancer |');
  expect(document).toContain('- load balancer: HAProxy');
  expect(document).toContain('| cdk deploy | 9.1 s |');
  expect(document).toContain('Versions: nginx 1.26.3.');
  expect(document).toMatch(/## What could not be shown here\n\n.*\n.*\n\| `deploy` \| no drift \| the emulator has none \|/);
});

test('a document names the commit, and a run the claims that it lost', async () => {
  const { proof, record: made } = await record();
  expect(proofDocument(proof.record('2026-11-23', 'abc1234 with changes'))).toContain('on 2026-11-23, commit abc1234 with changes: 1 of 2');
  const folder = mkdtempSync(join(tmpdir(), 'proof-'));
  const file = join(folder, 'proof.json');
  writeFileSync(
    file,
    JSON.stringify({
      ...made,
      shown: [...made.shown, { part: 'boot', id: 'lost', shown: true }, { part: 'boot', id: 'ran-to-its-end', shown: false }],
      notShown: [...made.notShown, { part: 'hurt', id: 'not-run' }],
    }),
  );
  expect([vanished(made, file), vanished(made, join(folder, 'none.json'))]).toEqual([['boot/lost'], []]);
  rmSync(folder, { recursive: true });
});

test('a part that throws has a claim that failed', async () => {
  const proof = new Proof();
  await proof.part('boot', 'Boot', () => Promise.reject(new Error('no host')));
  expect(proof.failed).toBe(1);
});

test('fails: two claims of one id', async () => {
  const { proof } = await record();
  await expect(proof.show(claim('good'), () => 'again')).rejects.toThrow('deploy/good is there twice');
});
