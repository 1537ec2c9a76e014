/** Characters that a value known only on AWS may turn out to have: ARNs of target groups and load balancers are the longest. */
const TOKEN_LENGTH = 150;

/** What a resolved text is joined from: texts, and CloudFormation's functions. */
export function partsOf(resolved: unknown): unknown[] {
  const join = typeof resolved === 'string' ? undefined : (resolved as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return join ? join[1] : [resolved];
}

/** A text of such parts. */
export function joined(parts: readonly unknown[]): unknown {
  return parts.length === 1 ? parts[0] : { 'Fn::Join': ['', parts] };
}

/** The lines of a resolved text, and members of a JSON object as lines too. Joined, they are the text again. */
export function linesOf(resolved: unknown): unknown[] {
  return partsOf(resolved).flatMap((part) => (typeof part === 'string' ? part.split(/(?<=\n|,(?="))/) : [part]));
}

/** Bytes of a resolved text, with room for what AWS fills in. */
export function length(resolved: unknown): number {
  return partsOf(resolved).reduce<number>((sum, part) => sum + (typeof part === 'string' ? Buffer.byteLength(part) : TOKEN_LENGTH), 0);
}
