/** Whether an IPv4 range (`10.0.0.0/16`, or one address) has all of another in it. */
export function covers(range: string, other: string): boolean {
  const outer = parse(range);
  const inner = parse(other);
  if (!outer || !inner || outer.bits > inner.bits) {
    return false;
  }
  const shift = 32 - outer.bits;
  return shift === 32 || outer.address >>> shift === inner.address >>> shift;
}

function parse(range: string): { readonly address: number; readonly bits: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(range);
  if (!match) {
    return undefined;
  }
  const [a, b, c, d] = match.slice(1, 5).map(Number) as [number, number, number, number];
  return { address: ((a << 24) | (b << 16) | (c << 8) | d) >>> 0, bits: Number(match[5] ?? 32) };
}
