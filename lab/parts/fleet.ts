import { succeeded } from '../cdk';
import { claimsOf } from './claims';
import { showAway } from './fleet/away';
import { showCalm } from './fleet/calm';
import { Fleets } from './fleet/fleets';
import { showHurt } from './fleet/hurt';
import { showPermissions } from './fleet/permissions';
import { showRefused } from './fleet/refused';
import { STACKS } from './fleet/stacks';
import type { Part } from './part';

const NAME = 'fleet';

/** Several fleets side by side, for most of it is waiting. */
export const fleet: Part = {
  name: NAME,
  title: 'A fleet: hosts that share messages',
  async run(lab) {
    const show = claimsOf(lab, NAME);
    const fleets = await Fleets.prepare(lab);
    try {
      const { seconds } = succeeded(await fleets.deploy(Object.values(STACKS)), 'cdk deploy of the fleets');
      lab.proof.figure(NAME, 'cdk deploy of two fleets of two hosts, and of one host', `${seconds} s`);
      const permissions = fleets.service('hurt').then((service) => showPermissions(lab, service, show));
      await Promise.all([
        showCalm(lab, fleets, show),
        showHurt(lab, fleets, show, permissions),
        showAway(lab, fleets, show),
        showRefused(lab, fleets, show),
      ]);
    } finally {
      fleets.end();
    }
  },
};
