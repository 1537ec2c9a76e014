import type { Reference } from '../classes/constant-pool';
import type { Hierarchy, Method } from '../classes/hierarchy';
import { type Fields, fieldsOf, textOf } from '../classes/texts';
import { type Call, parameterTypes, type Value, type Walked } from '../classes/walk';
import { Calls, type Step } from './calls';

/** What a method sends to, once all that it runs has run. */
export interface Sent {
  /** Destinations, as patterns where a part is made when the application runs: `/topic/rooms/*`. */
  readonly destinations: readonly string[];
  /** Whether it also sends to destinations of which nothing is known. */
  readonly elsewhere: boolean;
}

const TEMPLATES: ReadonlySet<string> = new Set(
  [
    'simp/SimpMessagingTemplate',
    'simp/SimpMessageSendingOperations',
    'core/MessageSendingOperations',
    'core/AbstractMessageSendingTemplate',
  ].map((name) => `org/springframework/messaging/${name}`),
);
const SEND = /^(?:send|convertAndSend|convertAndSendToUser)$/;
const HOLE = '*';

/** How far is followed from one method; what is behind that counts as unknown. */
const MOST_STEPS = 5000;

/** Looks for what methods send, through calls, lambdas and events. */
export class Sends {
  private readonly calls: Calls;
  private readonly fields: Fields;
  private readonly walked = new Map<Method, { readonly walked: Walked; readonly steps: readonly Step[] }>();
  private readonly reaching = new Set<Method>();

  /** Follows all that these methods run. */
  constructor(
    private readonly hierarchy: Hierarchy,
    starts: readonly Method[],
  ) {
    this.calls = new Calls(hierarchy);
    this.fields = lazily(hierarchy);
    const callers = new Map<Method, Method[]>();
    const methods = new Set(starts);
    for (const method of methods) {
      for (const { to } of this.look(method).steps) {
        methods.add(to);
        callers.set(to, [...(callers.get(to) ?? []), method]);
      }
      if (this.look(method).walked.calls.some((call) => this.isSend(call))) this.reaching.add(method);
    }
    for (const method of this.reaching) {
      for (const caller of callers.get(method) ?? []) this.reaching.add(caller);
    }
  }

  /** What methods send; undefined where they send nothing. */
  public of(starts: readonly Method[]): Sent | undefined {
    if (!starts.some((method) => this.reaching.has(method))) {
      return undefined;
    }
    const sent = new Set<string>();
    const seen = new Map<Method, Set<string>>();
    const waiting: Step[] = starts.map((to) => ({ to, given: [] }));
    let left = MOST_STEPS;
    for (let step = waiting.pop(); step; step = waiting.pop()) {
      const known = step.given.map((value) => textOf(value, this.fields, HOLE)!);
      if (!this.reaching.has(step.to) || !isNew(seen, step.to, known.join('\0')) || left-- === 0) continue;
      const given = known.map((text): Value => (text === HOLE ? { is: 'unknown' } : { is: 'text', text }));
      const { walked, steps } = this.look(step.to, given);
      walked.calls.filter((call) => this.isSend(call)).forEach((call) => sent.add(this.destination(call)));
      waiting.push(...steps);
    }
    const elsewhere = sent.delete(HOLE) || left < 0;
    return { destinations: [...sent].sort(), elsewhere };
  }

  private look(method: Method, given: readonly Value[] = []) {
    const known = given.some(({ is }) => is === 'text') ? undefined : this.walked.get(method);
    if (known) {
      return known;
    }
    const walked = this.calls.walk(method, given);
    const found = { walked, steps: this.calls.steps(method, walked) };
    if (!this.walked.has(method)) this.walked.set(method, found);
    return found;
  }

  private isSend(call: Call): boolean {
    return [call, ...(call.handles ?? [])].some(({ owner, name }) => SEND.test(name) && this.isTemplate(owner));
  }

  private isTemplate(owner: Reference['owner']): boolean {
    return TEMPLATES.has(owner) || (this.hierarchy.find(owner) !== undefined && [...this.hierarchy.above(owner)].some(matches));
  }

  /** The first argument, but where a call has none and sends to the template's default destination. */
  private destination({ name, descriptor, arguments: given }: Call): string {
    const types = parameterTypes(descriptor);
    const text = (index: number) => textOf(given[index], this.fields, HOLE)!;
    if (name === 'convertAndSendToUser') {
      return text(1) === HOLE ? HOLE : `/user/*/${text(1).replace(/^\//, '')}`;
    }
    const isNamed = SEND.test(name) && types.length > 1 && !(types.length === 2 && types[1].endsWith('/MessagePostProcessor;'));
    return isNamed ? text(0) : HOLE;
  }
}

const matches = (type: string) => TEMPLATES.has(type);

function isNew(seen: Map<Method, Set<string>>, method: Method, given: string): boolean {
  const before = seen.get(method) ?? new Set();
  const known = before.has(given);
  seen.set(method, before.add(given));
  return !known;
}

/** What the fields of a class hold is worked out when one is asked for. */
function lazily(hierarchy: Hierarchy): Fields {
  const byClass = new Map<string, Fields>();
  return {
    get(field) {
      const owner = field.slice(0, field.lastIndexOf('.'));
      const file = hierarchy.find(owner);
      if (file && !byClass.has(owner)) byClass.set(owner, fieldsOf([file]));
      return byClass.get(owner)?.get(field);
    },
  };
}
