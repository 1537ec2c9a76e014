import type { BootVersion } from '../../rehearsal/application-jar';
import type { Scenario } from './run';

/** Versions that scenarios meet together; each pass starts one JVM as it should be and one that is not. */
export interface Pass {
  readonly title: string;
  readonly boot: BootVersion;
  /** Also what takes long and does not depend on versions. */
  readonly withOnce?: boolean;
  /** Only what is about this version of Spring Boot. */
  readonly special?: boolean;
}

export const PASSES: readonly Pass[] = [
  { title: 'nginx as Debian ships it, Spring Boot 3.5.16', boot: '3.5.16', withOnce: true },
  { title: 'nginx mainline, Spring Boot 4.1.2', boot: '4.1.2' },
  { title: 'nginx of Debian 13, Spring Boot 3.5.16', boot: '3.5.16' },
  { title: 'nginx as Debian ships it, Spring Boot 4.0.7', boot: '4.0.7', special: true },
];

/** Whether a scenario is part of a pass. */
export function isIn({ boot, withOnce = false, special = false }: Pass, { boots, once }: Scenario): boolean {
  return special ? boots?.includes(boot) === true : (boots ?? [boot]).includes(boot) && (withOnce || !once);
}
