import { refusal } from '../spring/refusal';
import type { HostImageBindOptions } from './host-image-options';

/** The Java version for an application: the one asked for, or the lowest that runs its classes; 21 where nothing is known. */
export function javaVersionFor(
  { javaVersion: asked, classesJavaVersion: needed }: HostImageBindOptions,
  image: string,
  offered: readonly number[],
): number {
  const usual = offered.includes(21) ? 21 : offered[0];
  const version = asked ?? (needed === undefined ? usual : offered.find((candidate) => candidate >= needed));
  if (version === undefined || !offered.includes(version)) {
    const wish = asked === undefined ? `the jar needs Java ${needed}` : `javaVersion is ${asked}`;
    throw refusal(`${wish}, but ${image} offers ${offered.join(', ')}: take another HostImage or build for one of these`);
  }
  if (asked !== undefined && needed !== undefined && asked < needed) {
    throw refusal(`javaVersion is ${asked}, but the jar's classes need Java ${needed}: leave javaVersion out or build for an older Java`);
  }
  return version;
}
