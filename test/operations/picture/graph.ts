import { curves, escaped, type MetricOptions, type MetricProperties } from './widget';

const HOURS = 3;
const POINTS = 90;

/** A graph with example data, by the names of its curves; a curve without data is an error. */
export function graphOf(
  properties: MetricProperties,
  data: Readonly<Record<string, (t: number) => number>>,
  box: { readonly width: number; readonly height: number },
): string {
  const shown = curves(properties);
  const line = properties.annotations?.horizontal[0];
  const [x0, x1, y0, y1] = [44, box.width - 44, box.height - 46 - 13 * Math.max(0, rowsOf(shown) - 1), 32];
  const most = (axis: 'left' | 'right') =>
    nice(Math.max(...shown.filter(on(axis)).flatMap((curve) => values(curve)), axis === 'left' ? (line?.value ?? 0) : 0));
  const top = { left: properties.yAxis?.left?.max ?? most('left'), right: most('right') };
  const y = (value: number, axis: 'left' | 'right') => y0 - (y0 - y1) * Math.min(1, Math.max(0, value / top[axis]));

  function values({ label = '' }: MetricOptions): number[] {
    const curve = data[label];
    if (!curve) throw new Error(`no example data for the curve '${label}'`);
    return Array.from({ length: POINTS + 1 }, (_, index) => curve((HOURS * index) / POINTS));
  }

  const drawn = shown.map((curve) => {
    const axis = curve.yAxis ?? 'left';
    const points = values(curve).map((value, index) => `${(x0 + ((x1 - x0) * index) / POINTS).toFixed(1)},${y(value, axis).toFixed(1)}`);
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${curve.color}" stroke-width="1.6"/>`;
  });
  const label = (x: number, at: number, anchor: string, text: string) =>
    `<text x="${x}" y="${at}" font-size="10" fill="#6b7280" text-anchor="${anchor}">${text}</text>`;
  return [
    `<text x="10" y="20" font-weight="bold">${escaped(properties.title)}</text>`,
    ...[0, 0.5, 1].map((part) => `<path d="M${x0} ${y(part * top.left, 'left')}H${x1}" stroke="#e5e7eb"/>`),
    ...[0.5, 1].map((part) => label(x0 - 4, y(part * top.left, 'left') + 4, 'end', number(part * top.left))),
    ...(shown.some(on('right'))
      ? [0.5, 1].map((part) => label(x1 + 4, y(part * top.right, 'right') + 4, 'start', number(part * top.right)))
      : []),
    ...[0, 1, 2, 3].map((hour) => label(x0 + ((x1 - x0) * hour) / HOURS, y0 + 13, 'middle', `0${hour}:00`)),
    ...(line
      ? [
          `<path d="M${x0} ${y(line.value, 'left')}H${x1}" stroke="${line.color}" stroke-dasharray="4 3"/>`,
          label(x1, y(line.value, 'left') + 12, 'end', escaped(line.label)),
        ]
      : []),
    ...drawn,
    ...legend(shown, y0 + 30),
  ].join('');
}

const on =
  (axis: 'left' | 'right') =>
  ({ yAxis = 'left' }: MetricOptions) =>
    yAxis === axis;
const rowsOf = (shown: readonly MetricOptions[]) => Math.ceil(shown.length / 2);

function legend(shown: readonly MetricOptions[], y: number): string[] {
  return shown.map(({ label = '', color }, index) => {
    const [x, at] = [12 + (index % 2) * 152, y + 13 * Math.floor(index / 2)];
    return (
      `<rect x="${x}" y="${at - 8}" width="8" height="8" fill="${color}"/>` +
      `<text x="${x + 12}" y="${at}" font-size="10.5">${escaped(label)}</text>`
    );
  });
}

/** The next round number; of nothing but zeros, 1. */
function nice(value: number): number {
  if (value === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 5, 10].map((step) => step * power).find((step) => step >= value)!;
}

const number = (value: number) => (value >= 1000 ? `${Number((value / 1000).toPrecision(3))}k` : String(Number(value.toPrecision(3))));
