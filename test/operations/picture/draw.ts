import { EXAMPLE, IN_ALARM } from './example';
import { graphOf } from './graph';
import { markdown } from './markdown';
import { COLUMN, escaped, type MetricProperties, ROW, type Widget } from './widget';

const GAP = 4;
const CAPTION = 26;

/** A dashboard's body as a picture, with example data for its curves. */
export function draw(widgets: readonly Widget[], caption: string): string {
  const width = 24 * COLUMN;
  const height = CAPTION + Math.max(...widgets.map(({ y, height: rows }) => y + rows)) * ROW + GAP;
  const places = widgets.map((widget) => {
    const box = { width: widget.width * COLUMN - 2 * GAP, height: widget.height * ROW - 2 * GAP };
    const at = `translate(${widget.x * COLUMN + GAP} ${CAPTION + widget.y * ROW + GAP})`;
    const frame = `<rect width="${box.width}" height="${box.height}" rx="6" fill="#fff" stroke="#d1d5db"/>`;
    return `<g transform="${at}">${frame}${content(widget, box)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="#f3f4f6"/>',
    `<text x="${GAP + 2}" y="18" fill="#4b5563">${escaped(caption)}</text>`,
    ...places,
    '</svg>',
    '',
  ].join('\n');
}

function content(widget: Widget, box: { readonly width: number; readonly height: number }): string {
  if (widget.type === 'text') return markdown(widget.properties.markdown, box);
  if (widget.type === 'alarm') return alarms(widget.properties.title, widget.properties.alarms, box.width);
  return graphOf(widget.properties as MetricProperties, EXAMPLE, box);
}

function alarms(title: string, names: readonly string[], width: number): string {
  const each = Math.min(230, (width - 20) / 5);
  const cells = names.map((arn, index) => {
    const name = /(\w+?)[0-9A-F]{8}\.Arn/.exec(arn)?.[1] ?? arn;
    const on = IN_ALARM.test(name);
    const [x, y] = [10 + (index % 5) * each, 32 + Math.floor(index / 5) * 30];
    return (
      `<rect x="${x}" y="${y}" width="${each - 8}" height="24" rx="4" fill="${on ? '#fde2e1' : '#e3f4e3'}"/>` +
      `<text x="${x + 8}" y="${y + 16}">${on ? '⚠ In alarm' : '✓ OK'}  ${escaped(name)}</text>`
    );
  });
  return `<text x="10" y="20" font-weight="bold">${escaped(title)}</text>${cells.join('')}`;
}
