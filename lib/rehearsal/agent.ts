import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AGENT_FILE } from '../chain/conventions';
import { findProgram } from './prerequisites';
import type { Workspace } from './workspace';

const run = promisify(execFile);

/** Asks the agent what its gate would say. */
export async function askGate({ directory, namespace }: Workspace): Promise<{ ok: boolean; code?: string; sentence?: string; ms: number }> {
  const started = performance.now();
  const inside = namespace ? ['nsenter', `--net=/run/netns/${namespace}`, '--'] : [];
  const [program, ...rest] = [...inside, ...agentCommand(directory), 'check', '--json'];
  const result = await run(program, rest, { timeout: 60_000 }).catch((error: { stdout?: string; stderr?: string }) => error);
  const ms = Math.round(performance.now() - started);
  try {
    const routes = JSON.parse(result.stdout ?? '') as { code: string | null; sentence: string | null }[];
    const broken = routes.find(({ code }) => code);
    return broken
      ? { ok: false, code: broken.code ?? undefined, sentence: broken.sentence ?? undefined, ms }
      : { ok: true, sentence: `would signal success: nginx changes no answer (${routes.length} asked)`, ms };
  } catch {
    return { ok: false, sentence: `the agent gave no verdict: ${(result.stderr ?? '').trim().split('\n').pop()}`, ms };
  }
}

/** How java starts a jar: its last arguments, and why the host's companion is not among them. */
export interface Launch {
  readonly arguments: readonly string[];
  readonly without?: string | null;
}

/** Asks the agent how it would start a jar. */
export async function askLaunch(directory: string, jar: string): Promise<Launch> {
  if (!existsSync(join(directory, AGENT_FILE))) {
    return { arguments: ['-jar', jar] };
  }
  const [program, ...rest] = [...agentCommand(directory), 'launch', '--jar', jar];
  const { stdout } = await run(program, rest, { timeout: 60_000 });
  return JSON.parse(stdout) as Launch;
}

/** The agent, started on the folder that stands for the host's root. */
export function agentCommand(directory: string): string[] {
  return [findProgram('python3') ?? 'python3', '-I', join(directory, AGENT_FILE), '--root', directory];
}
