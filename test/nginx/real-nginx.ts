import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What `nginx -t` said: its first error, without time and process, and where it saw it. */
export interface Verdict {
  readonly ok: boolean;
  readonly message: string;
  readonly line: number;
}

/** nginx's errors about the text itself, as opposed to errors about directives and their values. */
export const SYNTAX_ERROR = /^(unexpected ("|end of file)|too long parameter)/;

/** `$NGINX_BINARY`, or the nginx of the machine. The tests that need it fail without it. (`$NGINX` has a meaning to nginx itself.) */
export function nginxBinary(): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const found = process.env.NGINX_BINARY || folders.map((folder) => join(folder, 'nginx')).find((file) => existsSync(file));
  if (!found)
    throw new Error(
      'these tests compare with the real nginx, which is not installed: apt-get install nginx (or set NGINX_BINARY to its path)',
    );
  return found;
}

/** The smallest configuration in which the http block is the given one; it runs without root and writes below its folder only. */
export function httpConf(http: string): string {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path tmp;`).join(' ');
  return `daemon off; pid nginx.pid; error_log stderr; events {} http { access_log off; ${temp}\n${http}\n}\n`;
}

/** A folder with nginx.conf and further files in it. */
export class NginxFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'nginx-'));

  write(name: string, text: string): void {
    writeFileSync(join(this.path, name), text);
  }

  /** `nginx -t` of a complete configuration. */
  test(conf: string): Verdict {
    this.write('nginx.conf', conf);
    mkdirSync(join(this.path, 'logs'), { recursive: true });
    const { status, stderr, error } = spawnSync(nginxBinary(), ['-t', ...this.options()], { cwd: this.path, encoding: 'utf8' });
    if (error) throw error;
    const [, message = stderr, line = '0'] =
      /\[emerg\] \d+#\d+: ([^]*?)(?: in [^\n]*:(\d+))?\nnginx: configuration file/.exec(stderr) ?? [];
    return { ok: status === 0, message: status === 0 ? '' : message, line: Number(line) };
  }

  /** Runs nginx while `use` asks it; the configuration listens on `unix:socket`. */
  async serve<T>(conf: string, use: (get: (path: string) => Promise<string>) => Promise<T>): Promise<T> {
    this.write('nginx.conf', conf);
    // A relative socket is relative to the working directory, not to the prefix.
    const socketPath = join(this.path, 'socket');
    const nginx = spawn(nginxBinary(), this.options(), { cwd: this.path, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    nginx.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    const ended = new Promise<void>((resolve) => nginx.once('exit', () => resolve()));
    try {
      const agent = new Agent({ keepAlive: true, maxSockets: 4 });
      // The socket's file exists a moment before nginx listens.
      while (
        !(await get(socketPath, agent, '/').then(
          () => true,
          () => false,
        ))
      ) {
        if (nginx.exitCode !== null) throw new Error(`nginx ended: ${stderr}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return await use((path) => get(socketPath, agent, path)).finally(() => agent.destroy());
    } finally {
      nginx.kill('SIGTERM');
      await ended;
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private options(): string[] {
    return ['-p', this.path, '-e', 'stderr', '-c', 'nginx.conf'];
  }
}

function get(socketPath: string, agent: Agent, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const req = request({ socketPath, agent, path, headers: { host: 'test' } }, (res) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('error', reject);
      res.on('end', () => resolve(Buffer.concat(parts).toString()));
    });
    req.on('error', reject).end();
  });
}
