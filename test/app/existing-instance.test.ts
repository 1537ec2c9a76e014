import { spawn } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { createServer } from 'http';
import type { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const instance = { id: 'i-0abc', privateIp: '10.0.3.7', vpcId: 'vpc-1', securityGroupId: 'sg-1' };

/** The modules as Node runs them, for a process of its own. They stand where Node finds the SDK. */
const folder = join(__dirname, '..', '..', 'node_modules', '.cache', 'existing-instance');
const script = join(folder, 'app', 'existing-instance.js');
const work = mkdtempSync(join(tmpdir(), 'context-'));
const file = join(work, 'cdk.context.json');

/** A stand-in for EC2: one instance, or a refusal. */
const asked: string[] = [];
let status = 200;
const ec2 = createServer((req, res) => {
  let body = '';
  req.on('data', (data: Buffer) => (body += data.toString()));
  req.on('end', () => {
    asked.push(decodeURIComponent(body));
    const item =
      '<item><instanceId>i-0abc</instanceId><privateIpAddress>10.0.3.7</privateIpAddress><vpcId>vpc-1</vpcId><groupSet><item><groupId>sg-1</groupId></item></groupSet></item>';
    const refusal =
      '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized</Message></Error></Errors></Response>';
    const answer =
      `<DescribeInstancesResponse><reservationSet><item><instancesSet>${item}</instancesSet>` +
      '</item></reservationSet></DescribeInstancesResponse>';
    res.writeHead(status, { 'content-type': 'text/xml' }).end(status === 200 ? answer : refusal);
  });
});

beforeAll(async () => {
  for (const name of ['app/existing-instance', 'aws/sdk']) {
    const source = readFileSync(join(__dirname, '..', '..', 'lib', `${name}.ts`), 'utf8');
    const output = join(folder, `${name}.js`);
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(
      output,
      transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } }).outputText,
    );
  }
  await new Promise<void>((resolve) => ec2.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  ec2.closeAllConnections();
  ec2.close();
  [folder, work].forEach((each) => rmSync(each, { recursive: true }));
});
beforeEach(() => {
  status = 200;
  asked.length = 0;
  rmSync(file, { force: true });
});

/** What a look-up answers, in a process of its own that has an empty context and test credentials. */
function lookUp(wanted: string): Promise<unknown> {
  const code = `const say = (outcome) => process.stdout.write(JSON.stringify(outcome));
    require(${JSON.stringify(script)}).existingInstance({ tryGetContext() {} }, ${JSON.stringify(wanted)}, 'eu-west-1')
      .then((found) => say({ found }), (error) => say({ error: error.message }))`;
  const AWS_ENDPOINT_URL = `http://127.0.0.1:${(ec2.address() as AddressInfo).port}`;
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_MAX_ATTEMPTS: '1',
    NODE_NO_WARNINGS: '1',
  };
  return new Promise((resolve, reject) => {
    const node = spawn(process.execPath, ['-e', code], { cwd: work, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    node.stdout.on('data', (data: Buffer) => (out += data.toString()));
    node.on('error', reject).on('close', () => resolve(JSON.parse(out)));
  });
}

test.each([
  ['chat', 'Filter.1.Name=tag:Name&Filter.1.Value.1=chat'],
  ['i-0abc', 'Filter.1.Name=instance-id&Filter.1.Value.1=i-0abc'],
])('an instance found by %s is kept for the next synthesis', async (wanted, filter) => {
  writeFileSync(file, '{"other":1}\n');
  expect(await lookUp(wanted)).toEqual({ found: instance });
  expect(asked).toEqual([expect.stringContaining(filter)]);
  expect(asked[0]).toContain('Filter.2.Name=instance-state-name');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    other: 1,
    [`cdk-spring-websocket:instance:region=eu-west-1:name=${wanted}`]: instance,
  });
});

test('the file that it is kept in is made', async () => {
  expect(await lookUp('chat')).toEqual({ found: instance });
  expect(readFileSync(file, 'utf8')).toMatch(/^\{\n  "cdk-spring-websocket:instance:[^]*\}\n$/);
});

test('fails when AWS refuses, and keeps nothing', async () => {
  status = 403;
  expect(await lookUp('chat')).toEqual({ error: expect.stringMatching(/^instance is 'chat', but .*You are not authorized/) });
  expect(() => readFileSync(file)).toThrow('ENOENT');
});

test('fails with a context file that is no JSON, and leaves it as it is', async () => {
  writeFileSync(file, '{');
  expect(await lookUp('chat')).toEqual({
    error: 'cdk.context.json is no JSON, so the instance that was found cannot be kept there: mend or delete the file',
  });
  expect(readFileSync(file, 'utf8')).toBe('{');
});
