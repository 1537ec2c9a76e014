import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startLab, type RunningLab } from './lab';
import { insideHub } from './machines/hub';
import { HELP, labName, type Options, parse } from './options';
import { CACHE, runInHub } from './outer';
import { PARTS, STAGES } from './parts';
import type { Part } from './parts/part';
import { Progress } from './progress';
import type { Record } from './proof/claim';
import { Proof } from './proof/proof';
import { commit, vanished, writeProof } from './proof/write';
import { programVersions } from './versions';

/** Runs the lab: outside of its network namespace to get there, inside of it to do the work. */
async function main(args: readonly string[]): Promise<number> {
  const options = parse(
    args,
    PARTS.map(({ name }) => name),
  );
  const name = labName();
  if (options.help || options.list) {
    process.stdout.write(options.help ? HELP : PARTS.map((part) => `${part.name.padEnd(14)}${part.title}\n`).join(''));
    return 0;
  }
  const progress = new Progress();
  return insideHub(name) ? runParts(name, options, progress) : runInHub(name, (line) => progress.say(line));
}

async function runParts(name: string, options: Options, progress: Progress): Promise<number> {
  const proof = new Proof((outcome) => progress.claim(outcome));
  const usual = PARTS.filter(({ byName }) => !byName);
  const chosen = options.parts.length === 0 ? usual : PARTS.filter(({ name: part }) => options.parts.includes(part));
  const folder = join('/run', name);
  mkdirSync(folder, { recursive: true });
  const interruption = interrupted();
  let running: RunningLab | undefined;
  try {
    const starting = startLab({ name, folder, cache: CACHE, proof, say: (line) => progress.say(line) }).then(
      (started) => (running = started),
    );
    const signal = await Promise.race([interruption, starting.then(() => work(chosen, running!, proof, progress))]);
    if (signal !== undefined) {
      progress.end(false, `ended by ${signal}`);
      return 130;
    }
    const { succeeded, failed } = proof;
    const whole = usual.every((part) => chosen.includes(part));
    const record = () => inOrder(proof.record(new Date().toISOString().slice(0, 10), commit()));
    const gone = whole && failed === 0 && !options.write ? vanished(record()) : [];
    if (gone.length > 0) {
      progress.end(false, `these claims of lab/proof.json were not made: ${gone.join(', ')}; --write if that is meant`);
      return 1;
    }
    if (whole || options.write) {
      PARTS.filter((part) => !chosen.includes(part)).forEach(({ name: part, title }) =>
        proof.notShown({ part, id: 'not-run', claim: `${title}.`, why: 'this run left the part out' }),
      );
      writeProof(record());
    }
    progress.end(failed === 0, `${succeeded} claims were shown, ${failed} were not`);
    if (options.keep) {
      progress.say(
        `the lab stays until Ctrl-C: ip netns exec ${name} curl --cacert ${join(folder, 'load-balancers', 'ca.pem')} https://...`,
      );
      await interruption;
    }
    return failed === 0 ? 0 : 1;
  } finally {
    await running?.stop();
  }
}

async function work(parts: readonly Part[], { lab }: RunningLab, proof: Proof, progress: Progress): Promise<undefined> {
  for (const [program, version] of Object.entries(await programVersions())) {
    proof.version(program, version);
  }
  const follow = async (row: readonly Part[]) => {
    for (const part of row.filter((each) => parts.includes(each))) {
      progress.part(part.name, part.title);
      await proof.part(part.name, part.title, () => part.run(lab));
    }
  };
  for (const stage of STAGES) {
    await Promise.all(stage.map(follow));
  }
}

/** Parts in the reader's order, not in that of their beginnings. */
function inOrder(record: Record): Record {
  const place = ({ name }: { readonly name: string }) => PARTS.findIndex((part) => part.name === name);
  return { ...record, parts: [...record.parts].sort((a, b) => place(a) - place(b)) };
}

/** Resolves when somebody wants the lab to end: by a signal, or by killing the process that stands outside. */
function interrupted(): Promise<string> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    process
      .on('SIGINT', () => resolve('SIGINT'))
      .on('SIGTERM', () => resolve('SIGTERM'))
      .on('SIGHUP', () => resolve('SIGHUP'));
    setInterval(() => process.ppid !== parent && resolve('the end of its parent process'), 500).unref();
  });
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
