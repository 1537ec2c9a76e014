import type { ClassFile } from '../classes/class-file';
import { Hierarchy } from '../classes/hierarchy';
import { all, eventsOf } from './starts';

/**
 * The classes that may reach some others through what they use: those, what they extend, the events that they listen to, and whoever
 * uses one of these. It saves reading the code of all others.
 */
export function reaching(hierarchy: Hierarchy, goals: readonly ClassFile[]): Hierarchy {
  if (goals.length === 0) {
    return only([], hierarchy);
  }
  const users = usersIn(hierarchy);
  const found = new Set(goals);
  for (const file of found) {
    const above = [file.superclass, ...file.interfaces].map((name) => hierarchy.find(name));
    for (const other of [...(users.get(file) ?? []), ...above, ...eventsIn(file, hierarchy)]) {
      if (other) found.add(other);
    }
  }
  return only([...found], hierarchy);
}

/** Some of the classes, and the application's own annotations, which any of them may have. */
export function only(classes: readonly ClassFile[], { classes: all }: Hierarchy): Hierarchy {
  const annotations = all.filter(({ interfaces }) => interfaces.includes('java/lang/annotation/Annotation'));
  return new Hierarchy([...new Set([...classes, ...annotations])]);
}

function usersIn(hierarchy: Hierarchy): Map<ClassFile, ClassFile[]> {
  const users = new Map<ClassFile, ClassFile[]>();
  for (const user of hierarchy.classes) {
    for (const name of user.pool.classNames()) {
      const used = hierarchy.find(name);
      if (!used) continue;
      const known = users.get(used);
      if (known) known.push(user);
      else users.set(used, [user]);
    }
  }
  return users;
}

function eventsIn(file: ClassFile, hierarchy: Hierarchy): (ClassFile | undefined)[] {
  if (!file.pool.mentions('Listener')) {
    return [];
  }
  const methods = file.methods.map((member) => ({ file, member }));
  return methods
    .flatMap((method) => eventsOf(method, all(method.member.annotations, hierarchy), hierarchy))
    .map((name) => hierarchy.find(name));
}
