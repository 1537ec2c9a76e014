import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian and Red Hat's family have nginx's modules. */
const FOLDERS = ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules'];

/** The line that loads nginx's stream module on this machine, nothing where it is built in; undefined where it is not installed. */
export function streamModule(nginx: string): string | undefined {
  const { stderr } = spawnSync(nginx, ['-V'], { encoding: 'utf8' });
  if (/--with-stream(?![=\w])/.test(stderr)) return '';
  // Without support for modules a file of another nginx would not help.
  const own = /--modules-path=([^\s']+)/.exec(stderr)?.[1];
  const folders = /--with-stream=dynamic/.test(stderr) ? [...(own === undefined ? [] : [own]), ...FOLDERS] : [];
  const file = folders.map((folder) => join(folder, 'ngx_stream_module.so')).find((path) => existsSync(path));
  return file && `load_module ${file};\n`;
}
