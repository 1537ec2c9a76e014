import type { Domain } from '../init/written-app';
import { UsageError } from './usage-error';

const HOST_NAME = /^(?=.{1,253}$)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?!-)[a-z0-9-]{2,63}(?<!-)$/;

/** The domain and its zone, which contains it; undefined for no domain. */
export function domainOf(word: string, zone?: string, zoneId?: string): Domain | undefined {
  const name = word.toLowerCase().replace(/\.$/, '');
  if (name === '') {
    if (zone !== undefined || zoneId !== undefined) {
      throw new UsageError(`--zone${zone === undefined ? '-id' : ''} needs a domain: give it as --domain api.${zone ?? 'example.com'}`);
    }
    return undefined;
  }
  if (!HOST_NAME.test(name)) {
    throw new UsageError(`the domain is ${word}: give a name alone, such as api.example.com`);
  }
  const labels = name.split('.');
  const of = zone ?? (labels.length > 2 ? labels.slice(1).join('.') : name);
  if (name !== of && !name.endsWith(`.${of}`)) {
    throw new UsageError(`--zone is ${of}, which does not contain the domain ${name}: give the zone that does`);
  }
  if (zoneId !== undefined && !/^Z[A-Z0-9]+$/.test(zoneId)) {
    throw new UsageError(`--zone-id is ${zoneId}: give the id that Route 53 shows, such as Z0123456789ABCDEFGHIJ`);
  }
  return { name, zone: of, zoneId };
}

/** A folder's name as a stack's: `my-chat` becomes MyChat. */
export function stackName(folder: string): string {
  const words = folder.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const name = words.join('');
  return /^[A-Z]/.test(name) ? name.slice(0, 100) : `App${name}`;
}
