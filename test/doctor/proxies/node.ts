import type { Ports, ProxyScenario } from './run';

type Lines = (at: Ports, cure?: string) => string;

/** A development server of Vite with these entries of server.proxy. */
const vite =
  (lines: Lines): Lines =>
  (at, cure) =>
    `
const { createServer } = require('vite');
createServer({
  root: __dirname,
  configFile: false,
  logLevel: 'silent',
  cacheDir: 'cache',
  server: { host: '127.0.0.1', port: ${at.listen}, strictPort: true, allowedHosts: true, watch: null, proxy: { ${lines(at, cure)} } },
}).then((server) => server.listen());
`;

/** A development server of webpack with these options. */
const webpack =
  (lines: Lines): Lines =>
  (at, cure) =>
    `
const webpack = require('webpack');
const DevServer = require('webpack-dev-server');
const quiet = { stats: 'none', infrastructureLogging: { level: 'none' } };
const compiler = webpack({ mode: 'development', context: __dirname, entry: './page.js', ...quiet });
new DevServer({ host: '127.0.0.1', port: ${at.listen}, allowedHosts: ['api.example.com'], ${lines(at, cure)} }, compiler).start();
`;

/** An Express application with these lines. */
const express =
  (lines: Lines): Lines =>
  (at, cure) =>
    `
const http = require('http');
const express = require('express');
const { createProxyMiddleware } = require('http-proxy-middleware');
const app = express();
const server = http.createServer(app);
${lines(at, cure)}
server.listen(${at.listen}, '127.0.0.1');
`;

const target = ({ application }: Ports) => `target: 'http://127.0.0.1:${application}'`;

const VITE: readonly ProxyScenario[] = [
  {
    software: 'vite',
    name: 'as it should be',
    path: '/sockjs',
    configuration: vite((at) => `'/sockjs': { ${target(at)}, ws: true }`),
  },
  {
    software: 'vite',
    name: 'changeOrigin with rewriteWsOrigin, which opens WebSockets and no fallback',
    code: 'PROXY-HOST-MISSING',
    path: '/sockjs',
    configuration: vite((at, cure = `'/sockjs': { ${target(at)}, ws: true, changeOrigin: true, rewriteWsOrigin: true }`) => cure),
  },
  {
    software: 'vite',
    name: 'no ws',
    code: 'PROXY-UPGRADE-SWALLOWED',
    path: '/sockjs',
    configuration: vite((at, cure = `'/sockjs': { ${target(at)} }`) => cure),
  },
  {
    software: 'vite',
    name: 'the short form, which changes Host',
    code: 'PROXY-HOST-MISSING',
    also: ['PROXY-UPGRADE-SWALLOWED'],
    path: '/sockjs',
    configuration: vite((at, cure = `'/sockjs': 'http://127.0.0.1:${at.application}'`) => cure),
  },
  {
    software: 'vite',
    name: 'changeOrigin',
    code: 'PROXY-HOST-MISSING',
    path: '/sockjs',
    configuration: vite((at, cure = `'/sockjs': { ${target(at)}, ws: true, changeOrigin: true }`) => cure),
  },
  {
    software: 'vite',
    name: 'no entry for the route',
    code: 'PROXY-SPA-FALLBACK',
    path: '/sockjs',
    configuration: vite((_, cure = '') => cure),
  },
  {
    software: 'vite',
    name: 'nothing behind it',
    code: 'APP-502',
    path: '/sockjs',
    incurable: true,
    configuration: vite((at) => `'/sockjs': { ${target({ ...at, application: 1 })}, ws: true }`),
  },
];

const WEBPACK: readonly ProxyScenario[] = [
  {
    software: 'webpack-dev-server',
    name: 'as it should be',
    path: '/sockjs',
    configuration: webpack((at) => `proxy: [{ context: ['/sockjs'], ${target(at)}, ws: true }], compress: false`),
  },
  {
    software: 'webpack-dev-server',
    name: 'no ws',
    code: 'PROXY-UPGRADE-SWALLOWED',
    path: '/sockjs',
    configuration: webpack((at, cure = `proxy: [{ context: ['/sockjs'], ${target(at)} }], compress: false`) => cure),
  },
  {
    software: 'webpack-dev-server',
    name: 'its compression holds streams back',
    code: 'PROXY-BUFFER-STALL',
    path: '/sockjs',
    configuration: webpack(
      (at, cure = 'devServer: {}') =>
        `proxy: [{ context: ['/sockjs'], ${target(at)}, ws: true }], ${cure.replace(/devServer: \{(.*)\},?/, '$1')}`,
    ),
  },
  {
    software: 'webpack-dev-server',
    name: 'its own socket is at the path of the route',
    code: 'PROXY-DEV-SOCKET',
    path: '/ws',
    configuration: webpack((at, cure = `proxy: [{ context: ['/ws'], ${target(at)}, ws: true }], compress: false`) => cure),
  },
  {
    software: 'webpack-dev-server',
    name: 'its own socket, and no proxy at all',
    code: 'PROXY-DEV-SOCKET',
    path: '/ws',
    configuration: webpack((_, cure = '') => cure),
  },
  {
    software: 'webpack-dev-server',
    name: 'nothing behind it',
    code: 'APP-502',
    path: '/sockjs',
    incurable: true,
    configuration: webpack((at) => `proxy: [{ context: ['/sockjs'], ${target({ ...at, application: 1 })}, ws: true }]`),
  },
];

const middleware = (at: Ports, options: string) => `
const proxy = createProxyMiddleware({ ${target(at)}, ${options} });
app.use(proxy);
`;

const MIDDLEWARE: readonly ProxyScenario[] = [
  {
    software: 'http-proxy-middleware',
    name: 'as it should be',
    path: '/sockjs',
    configuration: express((at) => `${middleware(at, "ws: true, pathFilter: '/sockjs'")}\nserver.on('upgrade', proxy.upgrade);`),
  },
  {
    software: 'http-proxy-middleware',
    name: 'no ws',
    code: 'PROXY-UPGRADE-SWALLOWED',
    path: '/sockjs',
    configuration: express((at, cure = middleware(at, "pathFilter: '/sockjs'")) => cure),
  },
  {
    software: 'http-proxy-middleware',
    name: 'mounted by its path',
    code: 'PROXY-UPGRADE-PATH',
    path: '/sockjs',
    configuration: express(
      (at, cure = `app.use('/sockjs', createProxyMiddleware({ target: 'http://127.0.0.1:${at.application}/sockjs', ws: true }));`) => cure,
    ),
  },
  {
    software: 'http-proxy-middleware',
    name: 'nothing behind it',
    code: 'APP-502',
    path: '/sockjs',
    incurable: true,
    configuration: express((at) => middleware({ ...at, application: 1 }, "ws: true, pathFilter: '/sockjs'")),
  },
  {
    software: 'express',
    name: 'a page for whatever is not there',
    code: 'PROXY-SPA-FALLBACK',
    path: '/sockjs',
    withoutLines: true,
    configuration: express(
      (at, cure) =>
        `${cure === undefined ? '' : `${middleware(at, "ws: true, pathFilter: '/sockjs'")}\nserver.on('upgrade', proxy.upgrade);`}
app.use((_, response) => response.sendFile('index.html', { root: __dirname }));`,
    ),
  },
];

export const NODE: readonly ProxyScenario[] = [...VITE, ...WEBPACK, ...MIDDLEWARE];
