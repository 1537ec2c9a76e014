import { alarms } from './alarms';
import { attack } from './attack';
import { boot } from './boot';
import { compositions } from './compositions';
import { breakIt } from './break';
import { deploy } from './deploy';
import { destroy } from './destroy';
import { fleet } from './fleet';
import { hurt } from './hurt';
import type { Part } from './part';
import { relay } from './relay';
import { rolling } from './rolling';
import { serve } from './serve';
import { update } from './update';
import { verify } from './verify';

/**
 * First everything side by side, for a host that waits takes no time of others; then, one after the other, what wants the account
 * or the machine to itself.
 */
export const STAGES: readonly (readonly (readonly Part[])[])[] = [
  [[breakIt], [hurt], [deploy, boot], [update], [attack], [compositions]],
  [[serve, rolling, fleet, alarms, relay, destroy, verify]],
];

/** All parts, as lab/proof.md has them. */
export const PARTS: readonly Part[] = [
  deploy,
  boot,
  serve,
  update,
  rolling,
  fleet,
  alarms,
  relay,
  breakIt,
  hurt,
  attack,
  compositions,
  destroy,
  verify,
];
