import { gzipSync } from 'node:zlib';
import { hostNginx } from '../../../lib/doctor/aws/host-nginx';
import { decodeUserData, writtenFiles } from '../../../lib/user-data/written-files';
import { SpringWebSocketService } from '../../../lib/spring-websocket-service';
import { chat, routes, synthesized, zone } from '../../ingress/synthesized';
import { userData } from '../../ingress/user-data';
import { ServiceDomain } from '../../../lib/ingress/service-domain';
import { SCRIPT } from './template';

const codes = (text: string, idle?: number) => hostNginx(text, idle, []).proved.map(({ code }) => code);

test('what this library deploys passes its own doctor', () => {
  const { template } = synthesized(
    (stack) => new SpringWebSocketService(stack, 'Service', { app: chat(), routes, domain: ServiceDomain.inZone(zone(stack), 'api') }),
  );
  const { text } = userData(template);
  const { nginx, proved, deploymentLog } = hostNginx(text, 3600, []);
  expect(proved).toEqual([]);
  expect(nginx.undetermined).toBeUndefined();
  expect(nginx.files).toContain('/etc/websocket-host/nginx.conf');
  expect([nginx.readSeconds, nginx.routes, deploymentLog]).toEqual([
    3600,
    [expect.objectContaining({ kind: 'sockjs', path: '/ws-stomp' })],
    expect.stringContaining('DeploymentLog'),
  ]);
});

test.each([
  ['cat > file', (text: string) => text],
  [
    'tee',
    (text: string) => text.replace("cat > /etc/nginx/conf.d/chat.conf <<'EOF'", "sudo tee /etc/nginx/conf.d/chat.conf > /dev/null <<'EOF'"),
  ],
  [
    'the target after the delimiter',
    (text: string) => text.replace("cat > /etc/nginx/conf.d/chat.conf <<'EOF'", 'cat <<"EOF" > /etc/nginx/conf.d/chat.conf'),
  ],
  [
    'a command of cloud-config',
    (text: string) =>
      `#cloud-config\nruncmd:\n- |\n${text
        .split('\n')
        .slice(1)
        .map((line) => `  ${line}`)
        .join('\n')}`,
  ],
  [
    'write_files of cloud-config',
    (text: string) =>
      '#cloud-config\nwrite_files:\n- path: /etc/nginx/conf.d/chat.conf\n  encoding: gz+b64\n' +
      `  content: ${gzipSync(/'EOF'\n([^]*)EOF/.exec(text)![1]!).toString('base64')}\n`,
  ],
  [
    'a part of a multipart document',
    (text: string) =>
      'Content-Type: multipart/mixed; boundary="X"\nMIME-Version: 1.0\n\n--X\nContent-Type: ' +
      `text/x-shellscript\nContent-Transfer-Encoding: base64\n\n${Buffer.from(text).toString('base64')}\n--X--\n`,
  ],
])('reads a file that is written by %s', (_, shape) => {
  const broken = SCRIPT.replace(/ {4}proxy_set_header Upgrade.*\n/, '');
  expect([codes(shape(SCRIPT), 3600), codes(shape(broken), 3600)]).toEqual([[], ['PROXY-UPGRADE-MISSING']]);
});

test('user data may be gzipped as a whole', () => {
  expect(decodeUserData(gzipSync(SCRIPT).toString('base64'))).toBe(SCRIPT);
});

test('a shell without quotes takes the variables away, escaped ones stay', () => {
  const [lost] = writtenFiles(SCRIPT.replace("<<'EOF'", '<<EOF'));
  expect([lost?.path, lost?.lost]).toEqual(['/etc/nginx/conf.d/chat.conf', ['$http_upgrade', '$connection_upgrade', '$host']]);
  const [kept] = writtenFiles(SCRIPT.replace("<<'EOF'", '<<EOF').replaceAll('$', '\\$'));
  expect([kept?.lost, kept?.text.includes('Upgrade $http_upgrade;')]).toEqual([[], true]);
});

test('the cure names the lines of the file', () => {
  const [told] = hostNginx(SCRIPT.replace(/ {4}proxy_set_header (Upgrade|Connection).*\n/g, ''), 3600, []).proved;
  expect(told?.detail).toMatch(/^\/etc\/nginx\/conf\.d\/chat\.conf:\d+: /);
  expect(told?.paste).toMatch(/^\+ +proxy_set_header Upgrade \$http_upgrade;$/m);
});

test('a location that might carry sockets is not told until its route is given', () => {
  const everything = SCRIPT.replace('location /ws-stomp', 'location /').replace(/ {4}proxy_set_header (Upgrade|Connection).*\n/g, '');
  expect(hostNginx(everything, 3600, []).nginx.undetermined).toContain('say which path it is, such as --route /ws');
  expect(hostNginx(everything, 3600, [{ path: '/ws', kind: 'stomp' }]).proved.map(({ code }) => code)).toEqual(['PROXY-UPGRADE-MISSING']);
});

test('nothing of other files is kept', () => {
  const secret =
    '#cloud-config\nwrite_files:\n- path: /etc/app.env\n  content: DB_PASSWORD=hunter22\n- path: ' +
    '/etc/systemd/system/nginx-x.service\n  content: "[Service]\\nEnvironment=TOKEN=hunter22"\n';
  expect(JSON.stringify(hostNginx(secret, 60, []))).not.toContain('hunter22');
  expect(hostNginx('not yaml: [', 60, []).nginx.files).toEqual([]);
  expect(hostNginx('#cloud-config\n: [', 60, []).nginx.files).toEqual([]);
});
