import { succeeded } from '../cdk';
import { claimsOf } from './claims';
import type { Part } from './part';
import { showAway } from './relay/away';
import { prepare } from './relay/ground';
import { showMakes } from './relay/makes';
import { showOutages, showThousand } from './relay/outages';
import { showRefused } from './relay/refused';
import { STACK } from './relay/stacks';

const NAME = 'relay';

/** What must not deploy goes first, beside what must: clients want the processors to themselves. */
export const relay: Part = {
  name: NAME,
  title: 'A broker relay: hosts whose application relays to a STOMP broker',
  byName: true,
  async run(lab) {
    const show = claimsOf(lab, NAME);
    const ground = await prepare(lab);
    try {
      const deployed = ground.stacks.deploy([STACK]);
      await showRefused(lab, ground, show);
      const { seconds } = succeeded(await deployed, 'cdk deploy of two hosts that relay');
      lab.proof.figure(NAME, 'cdk deploy of two hosts that relay', `${seconds} s`);
      await showOutages(lab, ground, show);
      await showThousand(lab, ground, show);
      await showAway(lab, ground, show);
      await showMakes(lab, ground, show);
    } finally {
      await ground.end();
    }
  },
};
