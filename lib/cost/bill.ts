import type { Prices } from './prices';

/** What a line is about. */
export type Component =
  | 'hosts'
  | 'disks'
  | 'load balancer'
  | 'addresses'
  | 'NAT gateways'
  | 'traffic'
  | 'engine'
  | 'logs'
  | 'metrics'
  | 'canary'
  | 'secrets and keys'
  | 'names'
  | 'web ACL';

/** A line of the estimate. */
export interface Line {
  readonly component: Component;
  readonly what: string;
  /** In US dollars a month. */
  readonly dollars: number;
  /** A copy of a price list, a bill or a page shows the price. */
  readonly confirmed: boolean;
}

/** What is written onto a line. */
interface Item {
  readonly component: Component;
  readonly what: string;
  readonly quantity: number;
  readonly price: string;
}

/** Lines, and what has no price. */
export class Bill {
  public readonly lines: Line[] = [];
  /** Names of prices that are missing, with what they are for. */
  public readonly missing = new Map<string, string>();

  constructor(private readonly prices: Prices) {}

  /** A quantity at a price; nothing where there is none of it. */
  public add({ component, what, quantity, price }: Item): void {
    const found = this.prices.find(price);
    if (quantity === 0) {
      return;
    }
    if (found) {
      this.lines.push({ component, what, dollars: quantity * found.dollars, confirmed: found.confirmed });
    } else {
      this.missing.set(price, what);
    }
  }

  /** A line whose price is computed elsewhere. */
  public put(line: Line): void {
    if (line.dollars > 0) {
      this.lines.push(line);
    }
  }

  public get total(): number {
    return totalOf(this.lines);
  }

  /** What some components cost together. */
  public of(...components: readonly Component[]): number {
    return totalOf(this.lines.filter(({ component }) => components.includes(component)));
  }
}

function totalOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { dollars }) => sum + dollars, 0);
}
