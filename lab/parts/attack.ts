import type { Lab } from '../lab';
import { deployAttacked } from './attack/attacked';
import { showForged } from './attack/forged';
import { showOversized } from './attack/oversized';
import { showPaths } from './attack/paths';
import { showPorts } from './attack/ports';
import { showRole } from './attack/role';
import { showSecrets } from './attack/secrets';
import { showHeaderTimeout, showSlow } from './attack/slow';
import { showSmuggling } from './attack/smuggling';
import { showTokens } from './attack/tokens';
import { showUpgrades } from './attack/upgrades';
import { claimsOf } from './claims';
import type { Part } from './part';

const NAME = 'attack';

/** Everything that a stranger, or somebody inside, may try. */
export const attack: Part = {
  name: NAME,
  title: 'Attack it: strangers at every port, forged and broken requests, and the search for a secret',
  async run(lab) {
    const show = claimsOf(lab, NAME);
    const attacked = await deployAttacked(lab);
    const headerTimeout = showHeaderTimeout(attacked, show);
    await showPorts(attacked, show);
    await showUpgrades(attacked, show);
    await showForged(attacked, show);
    await showPaths(attacked, show);
    await showSmuggling(attacked, show);
    await showOversized(attacked, show);
    await showTokens(attacked, show);
    await showSlow(attacked, show);
    await showRole(attacked, show);
    // Last, so that everything that was tried had its chance to leave the secret somewhere.
    await showSecrets(attacked, show);
    await headerTimeout;
    notShown(lab);
  },
};

function notShown({ proof }: Lab): void {
  proof.notShown({
    part: NAME,
    id: 'load-balancer-itself',
    claim: 'How an Application Load Balancer itself treats ambiguous, slow and oversized requests.',
    why: 'HAProxy stands in for it; straight to nginx shows what holds without its help.',
  });
  proof.notShown({
    part: NAME,
    id: 'hop-limit',
    claim: 'The hop limit of one keeps containers on the host from the metadata service.',
    why: 'The host runs no containers; that the launch template says 1 is shown in part deploy.',
  });
}
