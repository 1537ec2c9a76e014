import type { Finding } from '../finding';

/** `global`, which sockjs-client needs, is not defined in the bundle. */
export const cliGlobal: Finding = {
  code: 'CLI-GLOBAL',
  hop: 'client',
  title: '`global`, which sockjs-client needs, is not defined in the bundle',
  cause: "sockjs-client uses Node's `global`; Vite, and Angular since version 6, do not define it.",
  why: 'The page stops with a ReferenceError before any request is made; the server is healthy.',
  cure: 'Import sockjs-client/dist/sockjs.min.js, or define global in the bundler',
  symptoms: [
    { seen: 'client', text: 'ReferenceError: global is not defined' },
    { seen: 'client', text: "Can't find variable: global" },
  ],
  paste: ['// vite.config.ts', "export default defineConfig({ define: { global: 'globalThis' } });"].join('\n'),
  source: ['https://github.com/sockjs/sockjs-client/issues/439', 'https://github.com/angular/angular-cli/issues/8160'],
  explains: [],
  refutedBy: ['frame'],
};
