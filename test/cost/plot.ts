import type { Comparison } from '../../lib/cost/comparison';

const WIDTH = 760;
const HEIGHT = 420;
const LEFT = 84;
const RIGHT = 190;
const TOP = 46;
const BOTTOM = 44;

/** What is drawn: its name, its colour, and its amount. */
const SERIES: readonly (readonly [name: string, colour: string, of: (each: Comparison) => number | undefined])[] = [
  ['API Gateway WebSocket', '#b3261e', ({ apiGateway }) => apiGateway],
  ['Elastic Beanstalk', '#b06f00', ({ elasticBeanstalk }) => elasticBeanstalk],
  ['Fargate behind a balancer', '#6b7280', ({ fargate }) => fargate],
  ['this construct', '#1f4f9a', ({ own }) => own],
];

/** Dollars a month over open sockets, both on a logarithmic scale. */
export function plot(title: string, points: readonly Comparison[]): string {
  const sockets = points.map((each) => each.sockets);
  const amounts = SERIES.flatMap(([, , of]) => points.flatMap((each) => of(each) ?? []));
  const x = scale(Math.min(...sockets), Math.max(...sockets), LEFT, WIDTH - RIGHT);
  const [least, most] = [10 ** Math.floor(Math.log10(Math.min(...amounts))), 10 ** Math.ceil(Math.log10(Math.max(...amounts)))];
  const y = scale(least, most, HEIGHT - BOTTOM, TOP);
  const parts = [
    `<text x="${LEFT}" y="20" font-weight="bold">${title}</text>`,
    ...powers(least, most).map((amount) =>
      grid(LEFT, y(amount), WIDTH - RIGHT, y(amount), `${label(amount)} $`, LEFT - 8, y(amount) + 4, 'end'),
    ),
    ...powers(Math.min(...sockets), Math.max(...sockets)).map((count) =>
      grid(x(count), TOP, x(count), HEIGHT - BOTTOM, label(count), x(count), HEIGHT - BOTTOM + 18, 'middle'),
    ),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">open sockets, dollars a month</text>`,
  ];
  const ends: number[] = [];
  for (const [name, colour, of] of SERIES) {
    const line = points.flatMap((each) => (of(each) === undefined ? [] : [[x(each.sockets), y(of(each)!)] as const]));
    const [endX, endY] = line.at(-1)!;
    // Names that would stand on one another are moved down.
    const at = Math.max(endY + 4, ...ends.map((end) => end + 16));
    ends.push(at);
    parts.push(
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${line.map(([px, py]) => `${one(px)},${one(py)}`).join(' ')}"/>`,
      `<text x="${one(endX + 8)}" y="${one(at)}" fill="${colour}">${name}</text>`,
    );
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">` +
    `<rect width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>\n`
  );
}

function grid(x1: number, y1: number, x2: number, y2: number, text: string, tx: number, ty: number, anchor: string): string {
  return (
    `<line x1="${one(x1)}" y1="${one(y1)}" x2="${one(x2)}" y2="${one(y2)}" stroke="#d7dae0"/>` +
    `<text x="${one(tx)}" y="${one(ty)}" text-anchor="${anchor}" fill="#444">${text}</text>`
  );
}

/** From a logarithmic range to pixels. */
function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  return (value) => start + ((Math.log10(value) - Math.log10(from)) / (Math.log10(to) - Math.log10(from))) * (end - start);
}

function powers(from: number, to: number): number[] {
  const first = Math.ceil(Math.log10(from));
  return Array.from({ length: Math.floor(Math.log10(to)) - first + 1 }, (_, index) => 10 ** (first + index));
}

const label = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
const one = (number: number) => number.toFixed(1);
