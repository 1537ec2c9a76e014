import type { Finding } from './finding';

const WIDTH = 100;

/** As code, also where the text has a backtick or a table's bar in it. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text.replace(/\|/g, '\\|')}\``;
}

/** The name by which a finding's section is linked to. */
export function anchor(finding: Finding): string {
  return finding.code.toLowerCase();
}

/** A link to a finding's section. */
export function linkTo(finding: Finding): string {
  return `[${finding.code}](#${anchor(finding)})`;
}

/** A paragraph in lines of at most 100 columns; a longer word stands alone. */
export function paragraph(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    }
  }
  return lines.join('\n');
}
