import { existsSync, readdirSync, statSync } from 'fs';
import { join } from 'path';
import { findJar, type BootJar } from '../spring/jar';
import type { Module } from './modules';

/** The archive of a module, where one is built. */
export interface Archives {
  /** The folder that the build writes archives to. */
  readonly folder: string;
  /** The newest executable jar or war. */
  readonly newest?: BootJar;
  /** What `SpringApp.fromJar` is given: the folder, or the file where a folder would not do. */
  readonly path: string;
  readonly doubts: readonly string[];
}

/** Looks for executable archives where Maven or Gradle puts them. */
export function archivesOf({ folder: module, tool, build }: Module): Archives {
  const folder = tool === 'Maven' ? join(module, 'target') : join(module, 'build', 'libs');
  const files = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => /\.[jw]ar$/.test(name)).map((name) => join(folder, name));
  const built = files.flatMap((file) => look(file) ?? []).sort((a, b) => statSync(b.file).mtimeMs - statSync(a.file).mtimeMs);
  const [newest] = built;
  if (built.length > 1) {
    const doubts = [`${built.length} executable archives are in ${folder}: the newest is named; after a clean build the folder will do`];
    return { folder, newest, path: newest.file, doubts };
  }
  const isWar = newest
    ? newest.file.endsWith('.war')
    : /<packaging>\s*war\s*<|\bid\s*\(?\s*['"]war['"]|^\s*war\s*$|\bbootWar\b/m.test(build);
  if (newest) {
    const doubts = isWar ? [`a war is named by its file: change the path when the file's name changes`] : [];
    return { folder, newest, path: isWar ? newest.file : folder, doubts };
  }
  const doubts = [`nothing is built in ${folder} yet, so the sources were read: build before you synthesize`];
  if (isWar) {
    return {
      folder,
      path: join(folder, 'application.war'),
      doubts: [...doubts, "the war's file name is not known yet: write it once it is built"],
    };
  }
  return { folder, path: folder, doubts };
}

function look(file: string): BootJar | undefined {
  try {
    return findJar(file);
  } catch {
    return undefined;
  }
}

/** Where Maven and Gradle put compiled classes and resources. */
export function classFolders({ folder }: Module): string[] {
  return ['target/classes', 'build/classes/java/main', 'build/classes/kotlin/main', 'build/resources/main'].map((name) =>
    join(folder, name),
  );
}
