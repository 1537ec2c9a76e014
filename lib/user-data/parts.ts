/** One part of a multipart user data; anything else is one part without a type. */
export interface Part {
  readonly type: string;
  readonly body: string;
}

/** Splits a MIME multipart document. */
export function partsOf(userData: string): Part[] {
  const boundary = /^content-type:\s*multipart\/[^\n]*(?:\n[ \t][^\n]*)*?boundary="?([^"\r\n;]+)"?/im.exec(userData)?.[1];
  if (boundary === undefined) {
    return [{ type: '', body: userData }];
  }
  const lines = userData.split(/\r?\n/);
  const cuts = lines.flatMap((line, index) => (line === `--${boundary}` || line === `--${boundary}--` ? [index] : []));
  return cuts.slice(0, -1).map((cut, index) => readPart(lines.slice(cut + 1, cuts[index + 1])));
}

function readPart(lines: readonly string[]): Part {
  const empty = lines.indexOf('');
  const head = lines.slice(0, empty).join('\n');
  const body = lines.slice(empty + 1).join('\n');
  const type = /^content-type:\s*([^\s;]+)/im.exec(head)?.[1] ?? '';
  return { type, body: /^content-transfer-encoding:\s*base64/im.test(head) ? Buffer.from(body, 'base64').toString('utf8') : body };
}
