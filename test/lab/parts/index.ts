import { attack } from './attack';
import { boot } from './boot';
import { compositions } from './compositions';
import { breakIt } from './break';
import { deploy } from './deploy';
import { destroy } from './destroy';
import { hurt } from './hurt';
import type { Part } from './part';
import { serve } from './serve';
import { update } from './update';
import { verify } from './verify';

/** What must come one after the other, and within a stage what may go on side by side: a host that waits takes no time of others. */
export const STAGES: readonly (readonly (readonly Part[])[])[] = [
  [[deploy, boot, serve]],
  [[update], [breakIt], [hurt], [attack, compositions]],
  [[destroy, verify]],
];

/** All parts, as docs/proof.md has them. */
export const PARTS: readonly Part[] = STAGES.flat(2);
