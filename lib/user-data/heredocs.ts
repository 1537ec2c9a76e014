/** A file that a shell script writes with a here-document. */
export interface WrittenText {
  readonly path: string;
  readonly text: string;
  /** Variables of nginx's that the shell replaced, because the delimiter was not quoted. */
  readonly lost: readonly string[];
}

/** `<<EOF`, `<<-'EOF'`, `<< "EOF"`. */
const START = /<<(-?)\s*(?:'([^'\s]+)'|"([^"\s]+)"|\\?([A-Za-z_]\w*))/;
const TARGET = />>?\s*["']?([^\s"'<>|&;]+)/;
const TEE = /\btee\s+(?:-\w+\s+|--\w+\s+)*["']?([^\s"'<>|&;]+)/;

/** Variables that nginx fills in and no shell script has. */
const OF_NGINX =
  /(?<!\\)\$\{?((?:http|arg|cookie|sent_http|upstream|proxy|request|remote|server|ssl|connection)_\w+|host|scheme|uri|request|args|is_args|hostname|document_uri|query_string)\b\}?/g;

/** The files that a script writes, as they are on the host afterwards: what the shell does to their text is done here too. */
export function heredocsOf(script: string): WrittenText[] {
  const lines = script.split(/\r?\n/);
  const found: WrittenText[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const start = START.exec(line);
    const rest = start ? line.replace(START, '') : '';
    const path = TEE.exec(rest)?.[1] ?? TARGET.exec(rest)?.[1];
    if (!start || line.trimStart().startsWith('#')) {
      continue;
    }
    const delimiter = start[2] ?? start[3] ?? start[4]!;
    const bare = (text: string) => (start[1] === '-' ? text.replace(/^\t+/, '') : text);
    const end = lines.findIndex((each, at) => at > index && bare(each) === delimiter);
    const body = lines
      .slice(index + 1, end < 0 ? lines.length : end)
      .map(bare)
      .join('\n');
    if (path !== undefined) {
      const quoted = start[4] === undefined || start[0].includes('\\');
      found.push({ path, text: quoted ? body : expanded(body), lost: quoted ? [] : lostIn(body) });
    }
    index = end < 0 ? lines.length : end;
  }
  return found;
}

function lostIn(body: string): string[] {
  return [...new Set([...body.matchAll(OF_NGINX)].map(([, name]) => `$${name}`))];
}

/** As the shell does it, to whom nginx's variables are unset ones of its own; others stay, their values are not known here. */
function expanded(body: string): string {
  return body.replace(OF_NGINX, '').replace(/\\([$`\\])/g, '$1');
}
