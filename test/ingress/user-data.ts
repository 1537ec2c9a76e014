import type { Template } from 'aws-cdk-lib/assertions';
import { parse } from 'yaml';
import { gunzipSync } from 'zlib';
import { only } from './synthesized';

/** What a host's user data says, read as cloud-init reads it. */
export interface HostUserData {
  /** As a host would get it, with `<...>` for what AWS fills in. */
  readonly text: string;
  readonly packages: string[];
  /** Content by path, decoded. */
  readonly files: Record<string, string>;
  readonly encodings: Record<string, string>;
  readonly commands: string[][];
  readonly bootCommands: string[][];
  /** The second part: the consumer's own shell. */
  readonly script?: string;
  /** deployment.json, parsed. */
  readonly deployment: any;
}

const BOUNDARY = '--+AWS+CDK+User+Data+Separator==';

export function userData(template: Template): HostUserData {
  const text = resolve(only(template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData.UserData['Fn::Base64']);
  const [head, first, second, ...more] = text.split(`${BOUNDARY}\n`).flatMap((part) => part.split(`\n${BOUNDARY}--\n`));
  expect(head).toBe('Content-Type: multipart/mixed; boundary="+AWS+CDK+User+Data+Separator=="\nMIME-Version: 1.0\n\n');
  expect(more.join('')).toBe('');
  const document = body(first!, 'text/cloud-config; charset="utf-8"');
  expect(document).toMatch(/^#cloud-config\n/);
  const { packages, write_files, runcmd, bootcmd } = parse(document) as any;
  const written = write_files as { path: string; content: string; encoding?: string }[];
  const files = Object.fromEntries(written.map((file) => [file.path, contentOf(file)]));
  return {
    text,
    packages,
    files,
    encodings: Object.fromEntries(written.flatMap(({ path, encoding }) => (encoding ? [[path, encoding]] : []))),
    commands: runcmd,
    bootCommands: bootcmd,
    script: second ? body(second, 'text/x-shellscript; charset="utf-8"') : undefined,
    deployment: JSON.parse(files['/etc/websocket-host/deployment.json']!),
  };
}

/** A written file's text, as cloud-init decodes it; a program stays packed. */
export function contentOf({
  path,
  content,
  encoding,
}: {
  readonly path: string;
  readonly content: string;
  readonly encoding?: string;
}): string {
  if (encoding === undefined || path.endsWith('.pyz')) return content;
  const bytes = Buffer.from(content, 'base64');
  return (encoding === 'gz+b64' ? gunzipSync(bytes) : bytes).toString();
}

/** A part's text, as a mail reader decodes it. */
function body(part: string, type: string): string {
  const [head, ...rest] = part.split('\n\n');
  const [contentType, encoding = 'Content-Transfer-Encoding: 7bit', ...more] = head!.split('\n');
  expect([contentType, ...more]).toEqual([`Content-Type: ${type}`]);
  expect(['Content-Transfer-Encoding: 7bit', 'Content-Transfer-Encoding: base64']).toContain(encoding);
  const text = rest.join('\n\n');
  return encoding.endsWith('base64') ? Buffer.from(text, 'base64').toString() : text;
}

/** A template's value as text. */
export function resolve(value: any): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return (value['Fn::Join'][1] as unknown[]).map(resolve).join(value['Fn::Join'][0]);
  if (value['Fn::Sub']) return value['Fn::Sub'];
  return `<${value.Ref ?? value['Fn::GetAtt']?.join('.') ?? Object.keys(value)[0]}>`;
}
