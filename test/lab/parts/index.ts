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

/** All parts, in the order in which a full run goes through them. */
export const PARTS: readonly Part[] = [deploy, boot, serve, compositions, update, breakIt, hurt, attack, destroy, verify];
