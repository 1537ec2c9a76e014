import type { Resource, StackTemplate } from '../rehearsal/cloud-assembly';
import { asText, referredResource } from '../rehearsal/intrinsics';

/** A resource with its logical id. */
export type Named = Resource & { readonly id: string; readonly stack: string };

/** The resources of stacks, by what is asked of them. */
export class Resources {
  private readonly all: readonly Named[];

  constructor(templates: readonly StackTemplate[]) {
    this.all = templates.flatMap(({ stack, resources }) => Object.entries(resources).map(([id, each]) => ({ id, stack, ...each })));
  }

  public of(type: string): Named[] {
    return this.all.filter(({ Type }) => Type === type);
  }

  public count(type: string): number {
    return this.of(type).length;
  }

  /** How many there are of each type that is neither counted nor free. */
  public besides(known: (resource: Named) => boolean): Readonly<Record<string, number>> {
    const others = this.all.filter((each) => !known(each)).map(({ Type }) => Type);
    return Object.fromEntries([...new Set(others)].sort().map((type) => [type, others.filter((each) => each === type).length]));
  }
}

/** A property, and what is in it. */
export function at(resource: { readonly Properties?: unknown }, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    resource.Properties,
  );
}

/** A property that is a list. */
export function listAt(resource: { readonly Properties?: unknown }, ...path: readonly (string | number)[]): readonly unknown[] {
  const value = at(resource, ...path);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Whether a property refers to a resource. */
export function refersTo(value: unknown, id: string): boolean {
  return referredResource(asText(value)) === id;
}
