import { parseAllDocuments } from 'yaml';

/** What an application's configuration files set, by property name as `server.port`. */
export class Configuration {
  private readonly values = new Map<string, string>();

  /** Reads application.properties, .yml and .yaml; of those in the folder config, which win, too. */
  constructor(files: Readonly<Record<string, string>>) {
    const rank = (name: string) => (name.startsWith('config/') ? 2 : 0) + (name.endsWith('.properties') ? 1 : 0);
    for (const [name, text] of Object.entries(files).sort(([one], [other]) => rank(one) - rank(other))) {
      for (const document of name.endsWith('.properties') ? properties(text) : yaml(text)) {
        if (![...document.keys()].some((key) => /^spring\.(config\.activate|profiles$)/.test(key))) {
          document.forEach((value, key) => this.values.set(relaxed(key), value));
        }
      }
    }
  }

  /** A property's value, placeholders worked out; undefined where it is not set or only the environment sets it. */
  public get(name: string, depth = 0): string | undefined {
    const value = this.values.get(relaxed(name));
    return value === undefined ? undefined : this.resolve(value, depth);
  }

  /** Whether a property is set, even where its value is not known. */
  public has(name: string): boolean {
    return this.values.has(relaxed(name));
  }

  /** A text with `${name}` and `${name:default}` worked out; undefined where one of them is not set, or made of itself. */
  public resolve(text: string, depth = 0): string | undefined {
    let known = depth < DEEPEST;
    const resolved = text.replace(/\$\{([^{}:]+)(?::([^{}]*))?\}/g, (whole, name: string, otherwise?: string) => {
      const value = known ? (this.get(name, depth + 1) ?? otherwise) : undefined;
      known &&= value !== undefined;
      return value ?? whole;
    });
    return known && !resolved.includes('${') ? resolved : undefined;
  }
}

/** How many properties may be made of each other. */
const DEEPEST = 8;

/** Spring takes `context-path`, `contextPath` and `context_path` for one name. */
function relaxed(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}

/** Documents are divided by a line of `#---`. */
function properties(text: string): Map<string, string>[] {
  return text.split(/^[#!]---\s*$/m).map((document) => {
    const lines = document.replace(/\\\r?\n[ \t]*/g, '').split(/\r?\n/);
    const pairs = lines.map((line) => /^\s*(?![#!])([^\s=:]+)\s*[=:\s]\s*(.*?)\s*$/.exec(line)).filter((match) => match !== null);
    return new Map(pairs.map(([, key, value]) => [key, value]));
  });
}

function yaml(text: string): Map<string, string>[] {
  return parseAllDocuments(text).flatMap((document) => {
    const values = new Map<string, string>();
    if ('errors' in document && document.errors.length === 0) flatten('', document.toJS(), values);
    return [values];
  });
}

function flatten(prefix: string, value: unknown, into: Map<string, string>): void {
  if (value !== null && typeof value === 'object') {
    Object.entries(value).forEach(([key, inner]) => flatten(prefix === '' ? key : `${prefix}.${key}`, inner, into));
  } else if (value !== null && value !== undefined) {
    into.set(prefix, String(value));
  }
}
