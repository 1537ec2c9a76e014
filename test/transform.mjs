import { transformSync } from 'esbuild';

/** TypeScript for Jest, without a look at types: `tsc -p test/tsconfig.json` has that. */
export default {
  process(source, sourcefile) {
    const { code, map } = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20', sourcemap: 'external', sourcefile });
    return { code, map };
  },
};
