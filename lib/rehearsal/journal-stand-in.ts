import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNITS } from '../chain/conventions';
import type { Workspace } from './workspace';

/** Which part of a rehearsed host a systemd unit of the host is. */
const PARTS: readonly (readonly [unit: string, part: string])[] = [
  [UNITS.nginx, 'nginx'],
  [UNITS.springBoot, 'application'],
];

/**
 * The environment of an agent that reads a journal: its `journalctl` prints what that part has written, all of it, whatever else it is
 * asked for.
 */
export function withJournalStandIn({ directory }: Workspace): Record<string, string | undefined> {
  const bin = join(directory, 'journal-stand-in');
  const cases = PARTS.map(([unit, part]) => `  --unit=${unit}) cat "${join(directory, 'log', `${part}.log`)}" ;;`);
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'journalctl'), ['#!/bin/sh', 'for last; do :; done', 'case $last in', ...cases, 'esac', ''].join('\n'), {
    mode: 0o755,
  });
  return { ...process.env, PATH: `${bin}:${process.env.PATH}` };
}
