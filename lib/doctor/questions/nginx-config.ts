import type { Readable } from './question';
import { judge } from './reading';

/** Does nginx accept the files? Asked before anything runs. */
export const NGINX_CONFIG: Readable = {
  name: 'nginx-config',
  hop: 'nginx',
  read: ({ nginxTest }) => judge(nginxTest?.ok, 'nginx -t accepts every file', lastLine(nginxTest?.output)),
};

function lastLine(text = ''): string {
  const lines = text.trim().split('\n');
  return lines.find((line) => /emerg/.test(line)) ?? lines.pop() ?? '';
}
