import { header, type Header } from './http-reader';

/** What an edge before the load balancer writes into every answer that passes it. */
export function edgeOf(headers: readonly Header[]): string | undefined {
  const traces = ['via', 'x-cache', 'cf-ray'].flatMap((name) => {
    const value = header(headers, name);
    return value === undefined ? [] : [`${name}: ${value.slice(0, 80)}`];
  });
  return traces.length > 0 ? traces.join('; ') : undefined;
}
