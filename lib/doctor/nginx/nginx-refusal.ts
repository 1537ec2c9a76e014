import { FINDINGS } from '../../findings/registry';
import { nginxErrorLine } from '../logs/nginx-error-line';
import { textsIn } from '../logs/known-texts';

/** Why there is no configuration in what `nginx -T 2>&1` printed: nginx prints none that it refuses. Undefined where it refused nothing. */
export function refusalIn(text: string): string | undefined {
  const refused = text.split(/\r?\n/).find((line) => /^(nginx:|\d{4}\/\d\d\/\d\d \S+) \[emerg\] /.test(line));
  const line = refused === undefined ? undefined : nginxErrorLine(refused);
  if (!line) return undefined;
  const codes = new Set(textsIn({ ...line, isEmergency: false }).flatMap((known) => known.codes));
  const finding = codes.size === 1 ? FINDINGS.find(({ code }) => codes.has(code)) : undefined;
  const meaning = finding ? `, as with ${finding.code} (${finding.title})` : '';
  const [, path = '/etc/nginx/nginx.conf'] = /^nginx: configuration file (.+) test failed\r?$/m.exec(text) ?? [];
  const instead = `give the files instead, doctor --nginx ${path}`;
  return `nginx refuses the configuration and printed none of it: ${line.message}${meaning}; ${instead}`;
}
