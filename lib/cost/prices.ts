import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { largesIn } from './machines';

/** What something costs in US dollars, and whether a copy of a price list, a bill or a page says so (prices.json has the source). */
export interface Price {
  readonly dollars: number;
  readonly confirmed: boolean;
}

/** A price up to an amount of a month; the last one has no end. */
export interface Tier extends Price {
  readonly upTo: number;
}

type Entry = readonly [dollars: number, source: string];
type TierEntry = readonly [upTo: number | null, dollars: number, source: string];

interface RegionData {
  readonly items: Readonly<Record<string, Entry>>;
  readonly outGb: readonly TierEntry[];
  /** By source, then by family: the price of its `large`, to which the other sizes are in proportion. */
  readonly instances: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface PriceData {
  readonly asOf: string;
  readonly everywhere: Readonly<Record<string, Entry>>;
  readonly regions: Readonly<Record<string, RegionData>>;
  readonly apiMillionMessages: readonly TierEntry[];
  readonly apiMillionMinutes: Entry;
}

const UNCONFIRMED = 'unconfirmed';

/** The prices of a region, with the user's own before them. */
export class Prices {
  /** The day of the newest source. */
  public readonly asOf: string;
  /** A GB that leaves for the internet, by how many left before it in the month. */
  public readonly outGb: readonly Tier[];
  /** API Gateway's WebSocket APIs, in us-east-1: messages by the million, and minutes of connections by the million. */
  public readonly apiMessages: readonly Tier[];
  public readonly apiMinutes: Price;
  private readonly data: RegionData;
  private readonly everywhere: PriceData['everywhere'];

  constructor(
    public readonly region: string,
    private readonly own: Readonly<Record<string, number>> = {},
  ) {
    const { asOf, everywhere, regions, apiMillionMessages, apiMillionMinutes } = read();
    if (!(region in regions)) {
      throw new Error(
        `no prices of ${region} are known: give --region ${Object.keys(regions).join(', ')}, whichever is nearest in price, ` +
          'and what differs with --price, such as --price t3.small=0.0208',
      );
    }
    this.asOf = asOf;
    this.everywhere = everywhere;
    this.data = regions[region];
    this.outGb = 'outGb' in own ? [{ upTo: Infinity, dollars: own.outGb, confirmed: true }] : this.data.outGb.map(tier);
    this.apiMessages = apiMillionMessages.map(tier);
    this.apiMinutes = price(apiMillionMinutes);
  }

  /** The price of an item (docs/cost.md has the names), or by the hour of an instance, a cache node or a broker by its type. */
  public find(name: string): Price | undefined {
    if (name in this.own) {
      return { dollars: this.own[name], confirmed: true };
    }
    const entry = this.data.items[name] ?? this.everywhere[name];
    return entry ? price(entry) : this.instance(name);
  }

  private instance(type: string): Price | undefined {
    const [family, size] = type.split('.');
    const larges = largesIn(size);
    const dollars = Object.values(this.data.instances).find((families) => family in families)?.[family];
    return dollars === undefined || larges === undefined ? undefined : { dollars: dollars * larges, confirmed: true };
  }
}

/** What `--price` may be called besides instance types. */
export function itemNames(): string[] {
  const { everywhere, regions } = read();
  const names = [everywhere, ...Object.values(regions).map(({ items }) => items)].flatMap((items) => Object.keys(items));
  return [...new Set([...names.filter((name) => !name.includes('.')), 'outGb'])].sort();
}

/** What an amount costs whose price falls as it grows. */
export function tiered(tiers: readonly Tier[], amount: number): number {
  return tiers.reduce((sum, { upTo, dollars }, index) => {
    const from = index === 0 ? 0 : tiers[index - 1].upTo;
    return sum + Math.max(0, Math.min(amount, upTo) - from) * dollars;
  }, 0);
}

function read(): PriceData {
  return JSON.parse(readFileSync(join(__dirname, 'prices.json'), 'utf8')) as PriceData;
}

function price([dollars, source]: Entry): Price {
  return { dollars, confirmed: source !== UNCONFIRMED };
}

function tier([upTo, ...entry]: TierEntry): Tier {
  return { upTo: upTo ?? Infinity, ...price(entry) };
}
