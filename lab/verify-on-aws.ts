import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clients, type Clients } from './aws/clients';
import { Progress } from './progress';
import { Proof } from './proof/proof';
import { announcement } from './verification/announcement';
import { type AwsAccount, awsAccount } from './verification/aws-account';
import { confirm } from './verification/confirm';
import { writeVerification } from './verification/document';
import { Interruption } from './verification/interruption';
import { parseVerification, VERIFICATION_HELP } from './verification/options';
import { cannotBeAsked, leaveOut, partsFor } from './verification/parts';
import { type Plan, plan } from './verification/plan';
import { byHand, remove } from './verification/removal';
import { cdkVersions } from './versions';

/** Puts a real account to what the lab puts an emulator to. */
async function main(args: readonly string[]): Promise<number> {
  const options = parseVerification(args);
  if (options.help) {
    process.stdout.write(VERIFICATION_HELP);
    return 0;
  }
  // As an AWS program reads them; the cdk command line inherits them.
  Object.assign(process.env, options.region && { AWS_REGION: options.region }, options.profile && { AWS_PROFILE: options.profile });
  const aws = clients();
  const found = await plan(aws, options);
  process.stdout.write(
    announcement(found)
      .map((line) => `${line}\n`)
      .join(''),
  );
  const instead = found.bootstrapped || options.bootstrap ? '--yes' : '--yes --bootstrap';
  const agreed = options.yes && (found.bootstrapped || options.bootstrap);
  if (!agreed && !(await confirm('Go on?', instead))) {
    process.stdout.write('nothing was done\n');
    return 1;
  }
  return verify(aws, found);
}

async function verify(aws: Clients, found: Plan): Promise<number> {
  const progress = new Progress();
  const interruption = new Interruption(() => {
    process.stderr.write(`${byHand(found).join('\n')}\n`);
    process.exit(130);
  });
  const proof = new Proof((outcome) => interruption.reason ?? progress.claim(outcome));
  const folder = mkdtempSync(join(tmpdir(), 'verify-on-aws-'));
  const account = awsAccount(aws, found, { folder, proof, say: (line) => interruption.reason ?? progress.say(line) });
  const say = (line: string) => progress.say(line);
  try {
    if (found.leftover) {
      say(await remove(aws, found, say));
    }
    const working = work(account, found, interruption, progress).catch((error: Error) => `an error: ${error.message}`);
    const interrupted = await Promise.race([interruption.happens, working]);
    await account.stop();
    if (interrupted) {
      say(`ended by ${interrupted}; a second Ctrl-C ends at once and says what is left`);
      say(await remove(aws, found, say));
      progress.end(false, `ended by ${interrupted}, and nothing is left`);
      return 130;
    }
    if (found.keep) {
      byHand(found).forEach(say);
    } else {
      await proof.part('clean-up', 'Clean up: what stays of a deployment goes with the trial', () => cleanUp(aws, found, account, say));
    }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${byHand(found).join('\n')}\n`);
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`\n${writeVerification(proof.record(new Date().toISOString().slice(0, 10)), found)}\n`);
  progress.end(proof.failed === 0, `${proof.succeeded} claims were shown, ${proof.failed} were not; the table is in ${found.output}`);
  return proof.failed === 0 ? 0 : 1;
}

async function work(account: AwsAccount, { keep, hosts }: Plan, interruption: Interruption, progress: Progress): Promise<undefined> {
  Object.entries(cdkVersions()).forEach(([program, version]) => account.proof.version(program, version));
  const [first, ...others] = partsFor(hosts);
  for (const part of [first, ...others].filter(({ name }) => !keep || name !== 'destroy')) {
    if (interruption.reason !== undefined) {
      return;
    }
    if (
      part !== first &&
      !(await account.service().then(
        () => true,
        () => false,
      ))
    ) {
      cannotBeAsked(account, part);
      continue;
    }
    progress.part(part.name, part.title);
    await account.proof.part(part.name, part.title, () => part.run(account));
  }
  leaveOut(account);
}

/** Removes what `cdk destroy` leaves by intention, or all of it where a part failed before. */
async function cleanUp(aws: Clients, found: Plan, { proof, parts }: AwsAccount, say: (line: string) => void): Promise<void> {
  await proof.show(
    {
      part: 'clean-up',
      id: 'nothing-left',
      claim: 'Nothing of the trial is left.',
      how: 'DeleteStack where it is still there, DeleteLogGroup, ChangeResourceRecordSets.',
      ...parts('AWS APIs', 'CloudFormation'),
    },
    () => remove(aws, found, say).catch((error: Error) => Promise.reject(new Error(`${error.message}\n${byHand(found).join('\n')}`))),
  );
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
