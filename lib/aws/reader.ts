import { Clients } from './clients';
import { unread, type Unread } from './failure';
import { READS, type Action, type InputOf, type OutputOf } from './reads';

/** An answer, or why there is none. */
export type Read<T> = { readonly value: T; readonly unread?: undefined } | { readonly value?: undefined; readonly unread: Unread };

/** Lists longer than this are cut: whoever has more must name what is meant. */
const MAX_PAGES = 20;

/** Asks AWS, each thing once: several hops want to know the same. */
export class Reader {
  private readonly asked = new Map<string, Promise<Read<never>>>();

  constructor(
    private readonly clients: Clients,
    readonly region: string,
  ) {}

  /** One answer. Throws only what makes every further question useless. */
  read<A extends Action>(action: A, input: InputOf<A>): Promise<Read<OutputOf<A>>> {
    return this.once(action, input, () => this.call(action, input));
  }

  /** All pages of a list; EC2 and others call the next one NextToken, load balancing and Route 53 Marker. */
  list<A extends Action, T>(
    action: A,
    input: InputOf<A>,
    items: (page: OutputOf<A>) => readonly T[] | undefined,
  ): Promise<Read<readonly T[]>> {
    return this.once(action, input, async () => {
      const all: T[] = [];
      let from: object = {};
      for (let page = 0; page < MAX_PAGES; page++) {
        const output = await this.call(action, { ...input, ...from });
        all.push(...(items(output) ?? []));
        const { NextToken, NextMarker } = output as { NextToken?: string; NextMarker?: string };
        if (!NextToken && !NextMarker) {
          break;
        }
        from = NextToken ? { NextToken } : { Marker: NextMarker };
      }
      return all;
    });
  }

  private async call<A extends Action>(action: A, input: InputOf<A>): Promise<OutputOf<A>> {
    const send = READS[action] as (clients: Clients, input: InputOf<A>) => Promise<OutputOf<A>>;
    return send(this.clients, input);
  }

  private once<T>(action: Action, input: object, ask: () => Promise<T>): Promise<Read<T>> {
    const key = `${action} ${JSON.stringify(input)}`;
    const known = this.asked.get(key) as Promise<Read<T>> | undefined;
    if (known) {
      return known;
    }
    const answer = ask().then(
      (value): Read<T> => ({ value }),
      (error: unknown): Read<T> => ({ unread: unread(action, error, this.region) }),
    );
    this.asked.set(key, answer as Promise<Read<never>>);
    return answer;
  }
}
