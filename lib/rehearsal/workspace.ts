import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PREFIX = 'cdk-spring-websocket-';
const OWNER = 'owner.json';

/**
 * Ends what its owner left, whatever ended the owner: it reads commands from a pipe, and when the pipe
 * closes, even by kill -9, it kills the process groups named on it, removes the network namespace and
 * the folder. In a session of its own, so that Ctrl-C does not reach it.
 */
const KEEPER = `
trap '' INT TERM HUP
groups=' '
namespace=
while read -r word group; do
  case $word in
    add) groups="$groups$group " ;;
    net) namespace=$group ;;
    drop) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
[ -z "$namespace" ] || ip netns delete "$namespace" 2>/dev/null
rm -rf "$1"
`;

/** A folder of a rehearsal's own, and the promise that nothing of it stays. */
export interface Folder {
  readonly directory: string;
  /** Removes everything. */
  close(): Promise<void>;
}

/** A folder with what runs in it. */
export interface Workspace extends Folder {
  /** The rehearsal's network namespace, where the system allows one. */
  readonly namespace?: string;
  /** Whether something may still be started. */
  readonly open: () => boolean;
  /** From now on nothing is started any more. */
  seal(): void;
  /** A process group that must not outlive the rehearsal. */
  add(group: number): void;
  /** A process group that has ended by itself. */
  drop(group: number): void;
}

/** Makes a folder, a network namespace where possible, and the keeper of both. */
export function openWorkspace(): Workspace {
  const { directory, tell, close } = keptFolder();
  mkdirSync(join(directory, 'log'));
  const wanted = `rehearsal-${directory.slice(-6)}`;
  tell(`net ${wanted}`);
  const namespace = makeNamespace(wanted);
  writeFileSync(join(directory, OWNER), JSON.stringify({ pid: process.pid, namespace }));
  let sealed = false;
  return {
    directory,
    namespace,
    open: () => !sealed,
    seal: () => void (sealed = true),
    add: (group) => tell(`add ${group}`),
    drop: (group) => tell(`drop ${group}`),
    close,
  };
}

/** Makes a folder and its keeper. */
export function openFolder(): Folder {
  const { directory, close } = keptFolder();
  return { directory, close };
}

function keptFolder(): Folder & { tell(line: string): void } {
  sweep();
  const directory = mkdtempSync(resolve(tmpdir(), PREFIX));
  // nginx's workers are an ordinary user and must get through to their folders.
  chmodSync(directory, 0o711);
  writeFileSync(join(directory, OWNER), JSON.stringify({ pid: process.pid }));
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'keeper', directory], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  keeper.unref();
  keeper.stdin.on('error', () => undefined);
  return { directory, tell: (line) => void keeper.stdin.write(`${line}\n`), close: () => end(keeper) };
}

function end(keeper: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (keeper.exitCode !== null) {
      resolve();
      return;
    }
    keeper.ref();
    keeper.once('exit', () => resolve());
    keeper.stdin?.end();
  });
}

/** A network namespace keeps the fixed ports of several rehearsals apart; it takes root on Linux. */
function makeNamespace(name: string): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return undefined;
  }
  if (spawnSync('ip', ['netns', 'add', name], { stdio: 'ignore' }).status !== 0) {
    return undefined;
  }
  if (spawnSync('ip', ['-n', name, 'link', 'set', 'lo', 'up'], { stdio: 'ignore' }).status !== 0) {
    spawnSync('ip', ['netns', 'delete', name], { stdio: 'ignore' });
    return undefined;
  }
  return name;
}

/** Removes what rehearsals left whose keeper was killed together with them. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const directory = join(tmpdir(), name);
    const owner = readOwner(join(directory, OWNER));
    if (owner && !isAlive(owner.pid)) {
      if (owner.namespace) {
        spawnSync('ip', ['netns', 'delete', owner.namespace], { stdio: 'ignore' });
      }
      rmSync(directory, { recursive: true, force: true });
    }
  }
}

function readOwner(path: string): { pid: number; namespace?: string } | undefined {
  try {
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { pid: number; namespace?: string }) : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
