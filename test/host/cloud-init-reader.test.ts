import { spawnSync } from 'child_process';
import { type NginxExtension, type SpringAppOptions, WebSocketHost, WebSocketIngress } from '../../lib';
import { chat, routes, synthesized } from '../ingress/synthesized';
import { userData } from '../ingress/user-data';

/** What cloud-init does with user data: user_data.py's convert_string, util.py's fully_decoded_payload, PyYAML, cc_write_files. */
const READER = `
import base64, email, gzip, json, sys, yaml
message = email.message_from_string(sys.stdin.buffer.read().decode('utf-8'))
parts = [part for part in message.walk() if not part.is_multipart()]
def text(part):
    charset = part.get_charset()
    return part.get_payload(decode=True).decode(charset.input_codec if charset else 'utf-8', 'surrogateescape')
def content(file):
    if file['path'].endswith('.pyz'): return gzip.decompress(base64.b64decode(file['content'])).hex()
    if file.get('encoding') == 'gz+b64': return gzip.decompress(base64.b64decode(file['content'])).decode()
    return base64.b64decode(file['content']).decode() if file.get('encoding') == 'b64' else file['content']
document = yaml.safe_load(text(parts[0]))
json.dump({'types': [part.get_content_type() for part in parts], 'files': {file['path']: content(file) for file in document['write_files']},
           'runcmd': document['runcmd'], 'script': text(parts[1]) if len(parts) > 1 else None}, sys.stdout)
`;

const python = spawnSync('python3', ['-c', 'import yaml'], { encoding: 'utf8' });
const missing =
  python.status === 0 ? '' : `python3 with PyYAML is missing (apt-get install python3-yaml): ${python.error?.message ?? python.stderr}`;
if (missing) process.stderr.write(`\nSKIPPED, nothing was read as cloud-init reads it: ${missing}\n`);

function read(text: string): { types: string[]; files: Record<string, string>; runcmd: unknown; script: string | null } {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', READER], { input: text, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1));
  return JSON.parse(stdout) as ReturnType<typeof read>;
}

function host(options: SpringAppOptions, nginx: NginxExtension, ...commands: string[]) {
  return synthesized((stack) => {
    const made = new WebSocketHost(stack, 'Host', { app: chat(options), routes, nginx });
    made.addUserData(...commands);
    new WebSocketIngress(stack, 'Ingress', { host: made });
  }).template;
}

test('CI reads user data as cloud-init does', () => {
  expect(process.env.CI === 'true' ? missing : '').toBe('');
});

(missing ? test.skip : test).each<[string, SpringAppOptions, NginxExtension, string[]]>([
  ['plain text', {}, {}, []],
  ['western text', { environment: { NAME: 'café' } }, { server: 'add_header X "café" always;' }, ['echo café']],
  [
    'text of the world',
    { environment: { NAME: '日本語 🎉' }, jvmOptions: ['-Dgreeting=日本語'] },
    { http: 'map $uri $x { default 日本語; }' },
    ['echo 日本語 🎉'],
  ],
  ['separators', { environment: { NAME: 'a\u2028b\u0085c\u00a0d\ufeff' } }, {}, ['true']],
  ['control characters', { environment: { NAME: 'a\x07b\x7fc\x9bd\r\ne' } }, { server: 'add_header X "a\x7fb";' }, ['printf "\x7f"']],
  [
    'what YAML, JSON and shells mean',
    { environment: { NAME: ': - ? | > %s ${X} $(x) `x` \\ " \' # --- ...' } },
    {},
    ["echo '--- | >'", 'cat <<EOF\nFrom here\n.\nEOF'],
  ],
])('it reads %s as it was meant', (_, options, nginx, commands) => {
  const made = userData(host(options, nginx, ...commands));
  const { files, types, script, runcmd } = read(made.text);
  const { '/usr/local/lib/websocket-host/bootstrap.pyz': packed, ...plain } = files;
  const { '/usr/local/lib/websocket-host/bootstrap.pyz': _packed, ...meant } = made.files;
  expect(plain).toEqual(meant);
  expect(JSON.parse(plain['/etc/websocket-host/deployment.json']!).environment).toEqual(options.environment ?? {});
  expect(packed).toMatch(/^504b0304/);
  expect(runcmd).toEqual(made.commands);
  expect(types).toEqual(commands.length > 0 ? ['text/cloud-config', 'text/x-shellscript'] : ['text/cloud-config']);
  expect(script ?? '').toBe(made.script ?? '');
  for (const command of commands) expect(script).toContain(command);
});
