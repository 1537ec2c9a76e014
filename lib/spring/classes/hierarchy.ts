import type { ClassFile, Member } from './class-file';
import type { Reference } from './constant-pool';

/** A method of the application's own. */
export interface Method {
  readonly file: ClassFile;
  readonly member: Member;
}

/** What an application's own classes extend and override. */
export class Hierarchy {
  private readonly byName: ReadonlyMap<string, ClassFile>;
  private readonly children = new Map<string, ClassFile[]>();
  private readonly methods = new Map<string, ReadonlyMap<string, Method>>();

  constructor(public readonly classes: readonly ClassFile[]) {
    this.byName = new Map(classes.map((file) => [file.name, file]));
    for (const file of classes) {
      for (const parent of [file.superclass, ...file.interfaces]) {
        const children = this.children.get(parent);
        if (children) children.push(file);
        else this.children.set(parent, [file]);
      }
    }
  }

  public find(name: string): ClassFile | undefined {
    return this.byName.get(name);
  }

  /** A type and all above it, as far as the application's own classes tell. */
  public above(name: string): Set<string> {
    const all = new Set([name]);
    for (const type of all) {
      const file = this.byName.get(type);
      for (const parent of file ? [file.superclass, ...file.interfaces] : []) all.add(parent);
    }
    return all;
  }

  /** The methods that a call may run: the one that it names, wherever that is declared, and those that override it. */
  public called({ owner, name, descriptor }: Reference): Method[] {
    if (!this.byName.has(owner)) {
      return [];
    }
    const signature = name + descriptor;
    const own = [...this.above(owner)].map((type) => this.methodsOf(type).get(signature)).find((method) => method !== undefined);
    const overriding = name === '<init>' ? [] : this.below(owner).map((file) => this.methodsOf(file.name).get(signature));
    return [own, ...overriding].filter((method) => method !== undefined);
  }

  /** The methods of a class, by name and descriptor. */
  public methodsOf(name: string): ReadonlyMap<string, Method> {
    const known = this.methods.get(name);
    if (known) {
      return known;
    }
    const file = this.byName.get(name);
    const methods = new Map(file?.methods.map((member) => [member.name + member.descriptor, { file, member }]));
    this.methods.set(name, methods);
    return methods;
  }

  private below(name: string): ClassFile[] {
    const all = new Set(this.children.get(name) ?? []);
    for (const file of all) {
      for (const child of this.children.get(file.name) ?? []) all.add(child);
    }
    return [...all];
  }
}
