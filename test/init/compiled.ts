import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { STUBS } from './spring-stubs';
import type { Structure } from './structures';

const IMPORTS = [
  'java.util.Map',
  'org.springframework.web.socket.config.annotation.*',
  'org.springframework.web.bind.annotation.*',
  'org.springframework.beans.factory.annotation.Value',
  'org.springframework.http.*',
  'org.springframework.http.codec.ServerSentEvent',
  'org.springframework.web.servlet.mvc.method.annotation.SseEmitter',
  'reactor.core.publisher.Flux',
];

/** The sources of a structure as files, in a package of its own. */
export function sourcesOf({ java }: Structure, index: number): Record<string, string> {
  const head = [`package com.example.s${index};`, ...IMPORTS.map((name) => `import ${name};`)].join('\n');
  return Object.fromEntries(Object.entries(java).map(([name, text]) => [`com/example/s${index}/${name}.java`, `${head}\n${text}\n`]));
}

/** Compiles all structures at once; the folder with the class files, for as long as the tests of the file run. */
export function compiled(structures: readonly Structure[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'structures-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const files = { ...STUBS, ...Object.assign({}, ...structures.map(sourcesOf)) } as Record<string, string>;
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'src', name)), { recursive: true });
    writeFileSync(join(folder, 'src', name), text);
  }
  const sources = Object.keys(files).map((name) => join(folder, 'src', name));
  const { status, stderr } = spawnSync('javac', ['--release', '17', '-d', join(folder, 'classes'), ...sources], { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`the structures do not compile:\n${stderr}`);
  }
  return join(folder, 'classes');
}
