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

/** First everything side by side, for a host that waits takes no time of others; then, one after the other, what wants the account or the machine to itself. */
export const STAGES: readonly (readonly (readonly Part[])[])[] = [
  [[breakIt], [hurt], [deploy, boot], [update], [attack], [compositions]],
  [[serve, destroy, verify]],
];

/** All parts, as docs/proof.md has them. */
export const PARTS: readonly Part[] = [deploy, boot, serve, update, breakIt, hurt, attack, compositions, destroy, verify];
