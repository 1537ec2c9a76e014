import '@microsoft/jest-sarif';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonReport } from '../../lib/cli/json-report';
import { main } from '../../lib/cli/main';
import { AWS_CASES, CASES, CONFIG_CASES } from '../findings/cases';
import { ESTIMATE } from '../cost/estimated';
import { HEALTHY_CONF } from '../findings/configuration';
import { spring, TLS_TO_HTTP } from '../findings/log-lines';
import { fakeSpring, type FakeOptions } from '../probes/fake-spring';
import { faultsOf, FIELDS, fieldsOf } from './report-schema';
import { awsReportOf, reportOf } from './representative';

const RECORDED = join(__dirname, '..', 'recorded');
const recorded = (ending: RegExp) => readdirSync(RECORDED).filter((name) => ending.test(name));

const folder = mkdtempSync(join(tmpdir(), 'json-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command line prints as JSON. */
async function printed(...argv: readonly string[]): Promise<object> {
  const written = { out: '', err: '' };
  await main([...argv], { write: (text) => (written.out += text) }, { write: (text) => (written.err += text) });
  expect(written.err).toBe('');
  return JSON.parse(written.out) as object;
}

function inFile(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function ofChain(options: FakeOptions, ...argv: readonly string[]): Promise<object> {
  const server = await fakeSpring(options);
  try {
    return await printed('doctor', `http://127.0.0.1:${server.port}/ws`, '--json', ...argv);
  } finally {
    server.close();
  }
}

/** Of a rehearsal and of what AWS tells only the printing is tried here: their own tests hold what they really print to the schema. */
const around = { url: 'https://localhost:8443', assumptions: [], doctor: [], removed: '', logs: { application: 'a line' } };
const asPrinted = (...report: Parameters<typeof jsonReport>) => JSON.parse(jsonReport(...report)) as object;

const NGINX: readonly (readonly [string, string])[] = [
  ['healthy', HEALTHY_CONF],
  ...Object.entries(CONFIG_CASES).map(([code, { broken }]) => [code, broken] as const),
];
const UNKNOWN_ERRORS = [
  '2026/11/23 05:37:56 [error] 1#1: *4 something new, client: 10.0.0.1',
  ...Array.from({ length: 3 }, () => '10.0.0.1 - - [23/Nov/2026:05:36:52 +0000] "GET /ws/1/abcdefgh/websocket HTTP/1.1" 418 5 "-" "-"'),
].join('\n');

const REPORTS: readonly (readonly [string, () => Promise<object>])[] = [
  ['doctor <url> healthy', () => ofChain({})],
  ['doctor <url> broken', () => ofChain({ withoutUpgrade: true })],
  ['doctor <url> that several causes can have broken', () => ofChain({ raw: true, at: '/elsewhere' }, '--kind', 'stomp')],
  ['doctor <url> with a login', () => ofChain({ login: true }, '--header', 'Authorization: Bearer t0psecret')],
  ['doctor <url> that is no route', () => ofChain({}, '--kind', 'sse')],
  ...NGINX.map(
    ([name, text]) => [`doctor --nginx ${name}`, () => printed('doctor', '--nginx', inFile(`${name}.conf`, text), '--json')] as const,
  ),
  [
    'doctor --nginx with its version',
    () => printed('doctor', '--nginx', inFile('v.conf', HEALTHY_CONF), '--nginx-version', '1.31', '--json'),
  ],
  ...recorded(/\.(log|txt)$/).map(
    (name) => [`doctor --log ${name}`, () => printed('doctor', '--log', join(RECORDED, name), '--json')] as const,
  ),
  ['doctor --log without a known cause', () => printed('doctor', '--log', inFile('unknown.log', UNKNOWN_ERRORS), '--json')],
  ['doctor --log of a text that several causes share', () => printed('doctor', '--log', inFile('tls.log', spring(TLS_TO_HTTP)), '--json')],
  ...recorded(/\.har$/).map((name) => [`doctor --har ${name}`, () => printed('doctor', '--har', join(RECORDED, name), '--json')] as const),
  ['explain', () => printed('explain', '--json')],
  ['explain a code', () => printed('explain', 'PROXY-IDLE-60', '--json')],
  ['explain a text', () => printed('explain', 'Whoops! Lost connection', '--json')],
  ['explain words', () => printed('explain', 'sticky session lost behind the load balancer', '--json')],
  ...Object.entries(CASES).map(
    ([code, change]) => [`rehearse ${code}`, async () => asPrinted('rehearsal', { ...reportOf(change), ...around })] as const,
  ),
  ...Object.keys(AWS_CASES).map(
    (code) =>
      [`doctor --stack ${code}`, async () => asPrinted('aws', { ...awsReportOf(code), stack: 'Chat', region: 'eu-central-1' })] as const,
  ),
  ['cost', async () => asPrinted('cost', ESTIMATE)],
  ['doctor --instance', async () => asPrinted('aws', { ...reportOf({}), instance: 'i-0123456789abcdef0', region: 'eu-central-1' })],
];

const seen = new Set<string>();
test.each(REPORTS)('%s is as the schema says', async (_, print) => {
  const report = await print();
  expect(faultsOf(report)).toEqual([]);
  expect(report).toMatchObject({ schemaVersion: 1 });
  fieldsOf(report).forEach((field) => seen.add(field));
});

test('every field of the schema is printed by one of these', () => {
  expect(FIELDS.filter((field) => !seen.has(field))).toEqual([]);
});

test('fails: a field that the schema lacks, lacks one that it needs, or has another type', () => {
  const report = asPrinted('aws', { ...awsReportOf('ALB-IDLE-60'), region: 'eu-central-1' });
  expect(faultsOf(report)).toEqual([]);
  expect(faultsOf({ ...report, told: [] })).toEqual([expect.stringContaining('"additionalProperty":"told"')]);
  expect(faultsOf({ ...report, region: undefined })).toEqual([expect.stringContaining("must have required property 'region'")]);
  expect(faultsOf({ ...report, verdict: 'fine' })).toEqual([expect.stringContaining('/verdict must be equal to one of')]);
  expect(faultsOf({ ...report, schemaVersion: 2 })).toEqual([expect.stringContaining('/schemaVersion must be equal to constant')]);
  expect(faultsOf({ ...report, report: 'other' })).toEqual(['no report of the schema']);
});

test.each(NGINX)('SARIF of %s is valid SARIF 2.1.0', async (name, text) => {
  const log = await printed('doctor', '--nginx', inFile(`${name}.conf`, text), '--format', 'sarif');
  expect(log).toBeValidSarifLog();
  expect({ ...log, version: '2.0.0' }).not.toBeValidSarifLog();
});
