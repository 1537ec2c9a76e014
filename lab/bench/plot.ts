import type { Result } from './measure';

const WIDTH = 760;
const LABEL = 130;
const BAR = 15;
const SCALE = (WIDTH - LABEL - 60) / 2;
const COLOURS: Readonly<Record<string, string>> = { stock: '#8a8f98', 'ours tcp': '#2f6fd0', 'ours unix': '#1f4f9a' };

/** The ratios as bars, a block a row; the line is stock's 1. Bars end at twice of it. */
export function plot(results: readonly Result[]): string {
  const parts: string[] = [];
  let y = 10;
  for (const { title, measured } of results.filter(({ row }) => !/^(buffers|host|relay|fleet|command)\b/.test(row))) {
    const top = (y += 18);
    parts.push(`<text x="0" y="${y - 4}" font-weight="bold">${title}</text>`);
    for (const { candidate, ratio } of measured) {
      const length = (Math.min(ratio, 2) * SCALE).toFixed(1);
      parts.push(
        `<text x="${LABEL - 6}" y="${y + 12}" text-anchor="end">${candidate}</text>` +
          `<rect x="${LABEL}" y="${y + 1}" width="${length}" height="${BAR - 2}" fill="${COLOURS[candidate] ?? '#c9ccd2'}"/>` +
          `<text x="${(LABEL + Number(length) + 5).toFixed(1)}" y="${y + 12}">${ratio.toFixed(2)}</text>`,
      );
      y += BAR;
    }
    parts.push(`<line x1="${LABEL + SCALE}" y1="${top}" x2="${LABEL + SCALE}" y2="${y}" stroke="#000" stroke-dasharray="3 3"/>`);
    y += 12;
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="sans-serif" font-size="12">` +
    `<rect width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>\n`
  );
}
