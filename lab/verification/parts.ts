import type { Cloud } from '../cloud';
import { deploy } from '../parts/deploy';
import { destroy } from '../parts/destroy';
import { serve } from '../parts/serve';
import type { CloudPart } from '../parts/part';
import { bootFromOutside } from './boot';
import { fleet } from './fleet';

/** What a real account is put to, the lab's own parts, with one host or with two. */
export function partsFor(hosts: 1 | 2): readonly CloudPart[] {
  return [...(hosts === 2 ? [fleet] : [deploy, bootFromOutside]), serve, destroy];
}

/** Says that a part had nothing to ask. */
export function cannotBeAsked({ proof }: Pick<Cloud, 'proof'>, { name, title }: CloudPart): void {
  proof.notShown({ part: name, id: 'not-asked', claim: `${title}.`, why: 'The deployment failed.' });
}

/** The lab's other parts, and why they are not put to an account. */
const IN_THE_LAB_ONLY = [
  {
    part: 'compositions',
    claim: "The README's compositions.",
    why: 'Each would be a deployment of its own, with a database and further load balancers.',
  },
  {
    part: 'update',
    claim: 'A new version replaces the old one without a failed request.',
    why: 'The lab deploys its own application four times on stacks made for it; a trial deploys the example once.',
  },
  {
    part: 'break',
    claim: 'A version that cannot serve rolls back, and says why.',
    why: 'Each mistake would cost a deployment and its rollback, hours in all.',
  },
  {
    part: 'hurt',
    claim: 'Hosts that fail are replaced.',
    why: 'The faults are done to the machine below the host, which AWS keeps to itself.',
  },
  {
    part: 'attack',
    claim: 'Strangers get nowhere.',
    why: 'It needs a place beside the host in its network, and AWS asks to be told of some such tests.',
  },
];

/** Names what is left out, so that nobody takes it for shown. */
export function leaveOut({ proof }: Pick<Cloud, 'proof'>): void {
  IN_THE_LAB_ONLY.forEach((each) => proof.notShown({ id: 'in-the-lab-only', ...each }));
}
