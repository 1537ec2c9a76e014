import { parse } from 'yaml';

/** A stack's template, as far as the doctor reads it. */
export interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Properties?: Readonly<Record<string, unknown>> } | null>>;
}

/** The short forms of CloudFormation's functions are tags that YAML does not know. */
export function templateOf(body: string): Template | undefined {
  try {
    return parse(body, { logLevel: 'silent' }) as Template | undefined;
  } catch {
    return undefined;
  }
}
