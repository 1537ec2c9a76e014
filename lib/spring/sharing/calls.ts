import type { Hierarchy, Method } from '../classes/hierarchy';
import { type Value, type Walked, walk } from '../classes/walk';
import { all, eventsOf } from './starts';

/** What a method may run, with what is known of the parameters. */
export interface Step {
  readonly to: Method;
  readonly given: readonly Value[];
}

/** Types whose methods nobody calls back. */
const PLAIN = /^java\/(?:lang\/(?:Object|Record|Enum|Comparable|Cloneable|Throwable|\w*Exception)|io\/Serializable)$/;

/** Follows calls within the application: lambdas and objects that it hands out are taken to run, events to reach their listeners. */
export class Calls {
  private listeners?: Map<string, Method[]>;

  constructor(private readonly hierarchy: Hierarchy) {}

  public walk({ file, member }: Method, given: readonly Value[] = []): Walked {
    return walk(file, member, given);
  }

  public steps(method: Method, { calls, loaded }: Walked): Step[] {
    const isConstructor = method.member.name === '<init>';
    const own = isConstructor ? this.hierarchy.above(method.file.name) : undefined;
    const made = calls.filter(({ name, owner }) => name === '<init>' && !own?.has(owner)).map(({ owner }) => owner);
    const objects = loaded.filter(({ owner, name, descriptor }) => name === 'INSTANCE' && descriptor === `L${owner};`);
    const publishes = calls.some(({ name }) => name === 'publishEvent');
    return [
      ...calls.flatMap((call) => this.hierarchy.called(call).map((to) => ({ to, given: call.arguments }))),
      ...this.handedOut({ calls, loaded: [], assigned: [] }),
      ...[...made, ...objects.map(({ owner }) => owner)].flatMap((type) => this.calledBack(type)),
      ...(publishes ? made.flatMap((type) => this.listenersOf(type)) : []),
    ];
  }

  /** The lambdas and objects that a method makes. */
  public handedOut({ calls }: Walked): Step[] {
    return calls.flatMap(({ handles = [], arguments: [, ...captured] }) =>
      handles.flatMap((handle) => {
        const given = handle.isStatic ? captured : captured.slice(1);
        return this.hierarchy.called(handle).map((to) => ({ to, given }));
      }),
    );
  }

  /** The methods of an object whose class extends or implements what others call. */
  public calledBack(type: string): Step[] {
    const file = this.hierarchy.find(type);
    const isForeign = (name: string) => !this.hierarchy.find(name) && !PLAIN.test(name);
    if (!file || ![...this.hierarchy.above(type)].some(isForeign)) {
      return [];
    }
    const methods = [...this.hierarchy.methodsOf(type).values()].filter(({ member }) => !member.isStatic && member.name !== '<init>');
    return methods.map((to) => ({ to, given: [] }));
  }

  private listenersOf(event: string): Step[] {
    this.listeners ??= this.allListeners();
    return [...this.hierarchy.above(event)].flatMap((type) => this.listeners!.get(type) ?? []).map((to) => ({ to, given: [] }));
  }

  private allListeners(): Map<string, Method[]> {
    const listeners = new Map<string, Method[]>();
    for (const method of this.hierarchy.classes.flatMap(({ name }) => [...this.hierarchy.methodsOf(name).values()])) {
      for (const event of eventsOf(method, all(method.member.annotations, this.hierarchy), this.hierarchy)) {
        listeners.set(event, [...(listeners.get(event) ?? []), method]);
      }
    }
    return listeners;
  }
}
