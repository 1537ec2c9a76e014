import type { Lab } from '../../lab';
import type { Show } from '../boot/events';
import { rolledBack, type Said } from '../refusal';
import type { Fleets } from './fleets';
import { REFUSED, type Refused } from './stacks';

/** What is wrong with the engine, and what the deployment says of it. */
export const EXPECTED: Readonly<Record<Refused, Said & { readonly what: string }>> = {
  FleetWrongPassword: { what: 'a wrong password', code: 'BROKER-ENGINE-LOGIN', cause: /refuses the password/ },
  FleetWrongCertificate: { what: "another name's certificate", code: 'BROKER-ENGINE-TLS', cause: /certificate/ },
  FleetWrongName: { what: 'a name that has no address', code: 'BROKER-ENGINE-AWAY', cause: /is not found: its name has no address/ },
};

/** Each on real engines with TLS and a password, side by side. */
export async function showRefused(lab: Lab, fleets: Fleets, show: Show): Promise<void> {
  await Promise.all(
    REFUSED.map((name) => {
      const { what, code } = EXPECTED[name];
      return show(
        {
          id: `engine-${name.replace('FleetWrong', '').toLowerCase()}`,
          claim: `A deployment whose engine has ${what} fails while another fleet is served, and says ${code}.`,
          how:
            'cdk deploy; then DescribeStackEvents, and GetLogEvents and GetConsoleOutput of the host that failed. ' +
            'Another fleet chats meanwhile.',
          parts: ['aws-cdk', 'CloudFormation', 'Auto Scaling', 'EC2', 'IAM', 'agent', 'Spring Boot', 'Redis'],
        },
        () => refused(lab, fleets, name),
      );
    }),
  );
}

async function refused(lab: Lab, fleets: Fleets, name: Refused): Promise<string> {
  return rolledBack(lab, name, await fleets.deploy([name]), EXPECTED[name]);
}
