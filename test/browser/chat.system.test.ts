import { type ChildProcess, execFileSync, spawn } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { freePort } from '../free-port';

const ROOT = join(__dirname, '..', '..');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let rehearsal: ChildProcess;
let url: URL;
let folder: string;

/** A rehearsal of the example that stays up; its URL is what a person would open. */
beforeAll(async () => {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`no browser at ${CHROMIUM}: apt-get install chromium, or name one in CHROMIUM`);
  }
  folder = mkdtempSync(join(tmpdir(), 'browser-'));
  rehearsal = spawn(process.execPath, ['build/bin/cdk-spring-websocket.js', 'rehearse', '--example', '--keep'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  url = await new Promise<URL>((resolve, reject) => {
    let output = '';
    const take = (bytes: Buffer) => {
      output += bytes.toString();
      const found = /it runs at\s+(https:\/\/\S+)/.exec(output);
      if (found) resolve(new URL(found[1]));
    };
    rehearsal.stdout!.on('data', take);
    rehearsal.stderr!.on('data', take);
    rehearsal.once('exit', () => reject(new Error(output)));
  });
}, 90_000);

afterAll(async () => {
  if (rehearsal.exitCode === null) {
    const gone = new Promise((resolve) => rehearsal.once('exit', resolve));
    rehearsal.kill('SIGINT');
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Two people open the page, talk, and one notifies the other. */
async function chat(browser: Browser, transport: string): Promise<void> {
  const [ada, grace] = await Promise.all(['Ada', 'Grace'].map((name) => open(browser, name)));
  for (const page of [ada, grace]) {
    await page.waitForSelector('#state[data-state="connected"]', { timeout: 60_000 });
    expect(await page.textContent('#transport')).toBe(transport);
    await page.waitForSelector('#host:not(:empty)');
  }
  await say(ada, `hello over ${transport}`);
  await grace.waitForSelector(`#messages :text("hello over ${transport}")`);
  await say(grace, '@Ada <b>got it</b>');
  await ada.waitForSelector('#notifications :text("<b>got it</b>")');
  await Promise.all([ada, grace].map((page) => page.context().close()));
}

async function open(browser: Browser, name: string): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(`${url.origin}/?name=${name}&room=lobby`);
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.fill('#message-input', text);
  await page.click('#send');
}

test('two pages chat over a WebSocket', async () => {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  await chat(browser, 'websocket').finally(() => browser.close());
}, 120_000);

test('where a proxy on the way refuses WebSocket, two pages chat over a fallback', async () => {
  const proxy = await refusingProxy();
  // The page keeps its address, so its origin stays right; only the way there leads through the proxy.
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...QUIET, `--host-resolver-rules=MAP ${url.host} 127.0.0.1:${proxy.port}`],
  });
  await chat(browser, 'xhr-streaming').finally(() => browser.close());
  const log = readFileSync(join(folder, 'proxy.log'), 'utf8');
  proxy.process.kill();
  expect(log).toMatch(/GET \S*\/ws-stomp\/\d+\/\w+\/websocket/);
  expect(log).toMatch(/POST \S*\/ws-stomp\/\d+\/\w+\/xhr_send/);
}, 120_000);

/** A real HAProxy, as companies have them: it reads the requests and lets no upgrade pass. */
async function refusingProxy(): Promise<{ port: number; process: ChildProcess }> {
  const port = await freePort();
  const pem = join(folder, 'proxy.pem');
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '1',
      '-subj',
      '/CN=localhost',
      '-keyout',
      `${pem}.key`,
      '-out',
      `${pem}.crt`,
    ],
    { stdio: 'pipe' },
  );
  writeFileSync(pem, readFileSync(`${pem}.crt`, 'utf8') + readFileSync(`${pem}.key`, 'utf8'));
  const config = join(folder, 'proxy.cfg');
  writeFileSync(
    config,
    `global
  log stdout format raw local0
defaults
  mode http
  log global
  option httplog
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend in
  bind 127.0.0.1:${port} ssl crt ${pem} alpn http/1.1
  http-request deny deny_status 403 if { req.hdr(Upgrade) -m found }
  default_backend out
backend out
  server chain 127.0.0.1:${url.port} ssl verify none
`,
  );
  const log = join(folder, 'proxy.log');
  const process = spawn('/bin/sh', ['-c', `exec haproxy -db -f '${config}' >'${log}' 2>&1`], { stdio: 'ignore' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { port, process };
}
