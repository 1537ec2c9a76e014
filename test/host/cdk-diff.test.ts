import { spawnSync } from 'child_process';
import { rmSync } from 'fs';
import { join } from 'path';
import { Duration, Stack } from 'aws-cdk-lib';
import { MultipartUserData } from 'aws-cdk-lib/aws-ec2';
import { Route, ServiceDomain, SpringWebSocketService } from '../../lib';
import { partsOf } from '../../lib/host/joined';
import { app, chat, zone } from '../ingress/synthesized';

const CDK = join(__dirname, '..', '..', 'node_modules', '.bin', 'cdk');

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A service whose sockets may be silent so many minutes. */
function service(stack: Stack, minutes: number, greeting = 'hello', more = 0): SpringWebSocketService {
  const others = Array.from({ length: more }, (_, index) => [`OTHER${index}`, `${stack.stackId}/${index}`]);
  const made = new SpringWebSocketService(stack, 'Chat', {
    app: chat({ environment: { GREETING: greeting, STACK: `${stack.stackId}/${greeting}`, OTHER: 'x', ...Object.fromEntries(others) } }),
    domain: ServiceDomain.inZone(zone(stack), 'api'),
    routes: [Route.sockJs('/ws', { idleTimeout: Duration.minutes(minutes) }), Route.sse('/events')],
  });
  made.host.addUserData('echo \'{"a":1,"b":2}\'', 'echo done');
  return made;
}

/** The folder of the synthesized app. */
function synthesize(minutes: number, greeting?: string, more?: number): string {
  const made = app();
  service(new Stack(made, 'Chat'), minutes, greeting, more);
  const { directory } = made.synth();
  folders.push(directory);
  return directory;
}

/** The lines that the CDK's own command shows as taken out and put in. */
function diff(before: string, after: string): string[] {
  const options = ['--no-color', '--no-notices', '--no-version-reporting', '--template', join(before, 'Chat.template.json')];
  const { stdout, stderr, status } = spawnSync(process.execPath, [CDK, 'diff', 'Chat', '--app', after, ...options], {
    encoding: 'utf8',
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true', CI: '' },
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return `${stdout}${stderr}`.split('\n').flatMap((line) => /\[[-+]\].*/.exec(line) ?? []);
}

describe('cdk diff shows', () => {
  test("an idle timeout's two lines of nginx.conf and no more", () => {
    const lines = diff(synthesize(10), synthesize(11));
    expect(lines).toEqual([
      '[-] "          proxy_read_timeout 600s;\\n",',
      '[-] "          proxy_send_timeout 600s;\\n",',
      '[+] "          proxy_read_timeout 660s;\\n",',
      '[+] "          proxy_send_timeout 660s;\\n",',
    ]);
  });

  test('the one environment variable that differs', () => {
    const lines = diff(synthesize(10), synthesize(10, 'good evening'));
    expect(lines).toEqual([
      '[-] "\\"environment\\":{\\"GREETING\\":\\"hello\\",",',
      '[+] "\\"environment\\":{\\"GREETING\\":\\"good evening\\",",',
      '[-] "/hello\\",",',
      '[+] "/good evening\\",",',
    ]);
  });

  test('the line of a parameter, and the file and the digest by which hosts are replaced', () => {
    const lines = diff(synthesize(10, undefined, 100), synthesize(10, 'good evening', 100));
    expect(lines.map((line) => line.replace(/[0-9a-f]{16,}/g, '#'))).toEqual([
      '[-]       "/#.json"',
      '[+]       "/#.json"',
      '[-] "\\"key\\":\\"#.json\\"},",',
      '[+] "\\"key\\":\\"#.json\\"},",',
      '[-] "\\"digest\\":\\"#\\"}},",',
      '[+] "\\"digest\\":\\"#\\"}},",',
      '[-]     "{\\"digest\\":\\"#\\",",',
      '[+]     "{\\"digest\\":\\"#\\",",',
      '[-]     "/hello\\",",',
      '[+]     "/good evening\\",",',
    ]);
  });
});

test('joined, the lines are the text that CDK would have made', () => {
  const stack = new Stack(app(), 'Chat');
  const { userData } = service(stack, 10).host.launchTemplate;
  const text = (value: unknown) => partsOf(stack.resolve(value)).map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
  const lines = text(userData!.render());
  expect(lines.join('')).toBe(text(MultipartUserData.prototype.render.call(userData)).join(''));
  expect(lines.filter((line) => line.length > 400).map((line) => line.slice(0, 40))).toEqual([expect.stringContaining('H4sI')]);
});
