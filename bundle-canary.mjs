import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Where it is made, from where the build takes it, and tests. */
export const CANARY = join('lib', 'canary', 'function');

/**
 * Puts the program of a canary's function, and what it needs of the doctor, into one file, in a folder that is uploaded as it is. The
 * AWS SDK stays out, because Lambda's Node.js has it. Returns what went into it.
 */
export async function bundleCanary() {
  mkdirSync(CANARY, { recursive: true });
  const fresh = join(CANARY, '..', `index.js.${process.pid}`);
  const { metafile } = await build({
    entryPoints: ['lib/canary/handler.ts'],
    outfile: fresh,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    external: ['@aws-sdk/*'],
    metafile: true,
    logLevel: 'warning',
  });
  renameSync(fresh, join(CANARY, 'index.js')); // only a whole one is ever seen: tests that run side by side look at it
  return metafile;
}

if (process.argv[1] === import.meta.filename) await bundleCanary();
