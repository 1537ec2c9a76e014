import type { HostInTemplate } from './host-in-template';
import type { RehearsalOptions } from './options';

/** A route's login, from the headers and the query that the caller gave. */
export function loginsOf({ deployment }: HostInTemplate, { headers, query }: RehearsalOptions): Record<string, string> {
  const parameters = new URLSearchParams(query);
  const entries = deployment.routes.flatMap(({ path, handshake }): [string, string][] => {
    const wanted = handshake?.header?.toLowerCase();
    const value = handshake?.query
      ? parameters.get(handshake.query)
      : Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
    return value ? [[path, value]] : [];
  });
  return Object.fromEntries(entries);
}
