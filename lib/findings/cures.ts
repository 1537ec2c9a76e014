import type { Finding } from './finding';
import { PROXIES, type Proxy } from './who/software';

/** What to change in one software. */
export interface Cure {
  readonly cure: string;
  /** Lines to paste. */
  readonly paste?: string;
}

/** What to change in each software, the likeliest first. */
export type Cures = Partial<Record<Proxy, Cure>>;

/** A cure that depends on the software: its rule, and what that is in each. Where nothing says which it is, all stand side by side. */
export function curedBy(cure: string, cures: Cures): Pick<Finding, 'cure' | 'paste' | 'cures'> {
  return { cure, paste: sideBySide(cures, Object.keys(cures) as Proxy[]), cures };
}

function sideBySide(cures: Cures, software: readonly Proxy[]): string {
  return software
    .map((who) => {
      const { cure, paste } = cures[who]!;
      return [commented(`${PROXIES[who]}: ${cure}`), ...(paste ? [paste] : [])].join('\n');
    })
    .join('\n');
}

/** Lines of a comment that a terminal of 80 columns shows whole, below the word "cure". */
function commented(text: string): string {
  return text
    .match(/\S{70,}|.{1,70}(?= |$)/g)!
    .map((line) => `# ${line.trim()}`)
    .join('\n');
}

/** A finding about a proxy, as it is about those that were seen: their names, their cures and nobody else's. */
export function asSeen(finding: Finding, seen: readonly Proxy[]): Finding {
  const { hop, cures, title, cause, why } = finding;
  if (hop !== 'proxy' || seen.length === 0) {
    return finding;
  }
  const curable = seen.flatMap(meantBy).filter((who) => cures?.[who]);
  const [who, ...others] = [...new Set(curable)];
  if (who === undefined) {
    return { ...finding, hop: hopOf(seen), paste: undefined };
  }
  if (others.length > 0) {
    return { ...finding, paste: sideBySide(cures!, [who, ...others]) };
  }
  const named = (text: string) => text.replace(/\bthe proxy\b/g, PROXIES[who]);
  return {
    ...finding,
    hop: hopOf([who]),
    title: named(title),
    cause: named(cause),
    why: named(why),
    ...cures![who],
    paste: cures![who]!.paste,
  };
}

/** A finding as nginx's owner reads it. */
export function inNginx(finding: Finding): Finding {
  return asSeen(finding, ['nginx']);
}

/** Whether it can be what is wrong where these were seen: nginx's own findings are about nobody else. */
export function concerns({ hop }: Finding, seen: readonly Proxy[]): boolean {
  return hop !== 'nginx' || seen.length === 0 || seen.some(isNginx);
}

/** The proxy's place in the chain, by what stands there. */
function hopOf(seen: readonly Proxy[]): Finding['hop'] {
  return seen.every(isNginx) ? 'nginx' : 'proxy';
}

/** Whose configuration it may be: OpenResty is nginx with more modules, and Express shows where others run in it. */
function meantBy(who: Proxy): readonly Proxy[] {
  const others: Partial<Record<Proxy, readonly Proxy[]>> = {
    openresty: ['nginx'],
    express: ['express', 'http-proxy-middleware', 'webpack-dev-server'],
  };
  return others[who] ?? [who];
}

function isNginx(who: Proxy): boolean {
  return who === 'nginx' || who === 'openresty';
}
