import { escaped } from './widget';

/** Pixels of a letter, on average, and of a line. */
const LETTER = 6.3;
const LINE = 15;

interface Line {
  readonly text: string;
  readonly size: number;
  readonly mono: boolean;
}

/** How many lines of plain text a box has. */
export const linesOf = (text: string, width: number): number => laidOut(text, width).length;

/** What CloudWatch makes of a text: headings, emphasis, blocks of code. */
export function markdown(text: string, { width }: { readonly width: number }): string {
  let y = 4;
  return laidOut(text, width)
    .map(({ text: line, size, mono }) => {
      y += size > 12 ? size + 4 : LINE;
      const look = mono ? ' font-family="monospace"' : '';
      const weight = size > 12 ? ' font-weight="bold"' : '';
      return `<text x="10" y="${y}" font-size="${size}"${look}${weight} xml:space="preserve">${emphasised(line)}</text>`;
    })
    .join('');
}

function laidOut(text: string, width: number): Line[] {
  const [lines, paragraph]: [Line[], string[]] = [[], []];
  let code = false;
  const flush = () => lines.push(...wrapped(paragraph.splice(0).join(' '), Math.floor((width - 20) / LETTER)));
  for (const line of [...text.split('\n'), '']) {
    const heading = /^(#+) (.*)/.exec(line);
    if (heading || line === '' || line === '```' || code) flush();
    if (line === '```') code = !code;
    else if (code) lines.push({ text: line, size: 12, mono: true });
    else if (heading) lines.push({ text: heading[2]!, size: heading[1]!.length === 1 ? 18 : 15, mono: false });
    else if (line === '' && lines.length > 0) lines.push({ text: '', size: 12, mono: false });
    else paragraph.push(line);
  }
  return lines.at(-1)?.text === '' ? lines.slice(0, -1) : lines;
}

function wrapped(text: string, letters: number): Line[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.replace(/\*/g, '').length <= letters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => ({ text: line, size: 12, mono: false }));
}

/** Emphasis that goes over the end of a line is drawn as far as the line goes. */
function emphasised(line: string): string {
  return escaped(line)
    .replace(/\*\*(.+?)(\*\*|$)/g, '<tspan font-weight="bold">$1</tspan>')
    .replace(/\*(.+?)\*/g, '<tspan font-style="italic">$1</tspan>')
    .replace(/\*+/g, '');
}
