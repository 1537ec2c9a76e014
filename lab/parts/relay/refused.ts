import type { Lab } from '../../lab';
import type { Show } from '../boot/events';
import { rolledBack, type Said } from '../refusal';
import type { Ground } from './ground';
import { REFUSED, type Refused } from './stacks';

/** What is wrong with the broker, and what the deployment says of it. */
const EXPECTED: Readonly<Record<Refused, Said & { readonly what: string }>> = {
  RelayWrongPassword: { what: 'asks for another password', code: 'BROKER-RELAY-LOGIN', cause: /User name \[chat\] or password is invalid/ },
  RelayWrongCertificate: { what: "has another name's certificate", code: 'BROKER-RELAY-TLS', cause: /certificate does not match \S+/ },
  RelayFull: { what: 'takes no more connections', code: 'BROKER-RELAY-QUOTA', cause: /closes it at once|peer closed connection/ },
};

/** Each on a real broker, side by side. */
export async function showRefused(lab: Lab, { stacks }: Ground, show: Show): Promise<void> {
  await Promise.all(
    REFUSED.map((name) =>
      show(
        {
          id: `refused-${name
            .replace('Relay', '')
            .replace(/\B[A-Z]/g, '-$&')
            .toLowerCase()}`,
          claim: `A deployment whose broker ${EXPECTED[name].what} fails, and says ${EXPECTED[name].code}.`,
          how: 'cdk deploy; then DescribeStackEvents, and GetLogEvents and GetConsoleOutput of the host that failed.',
          parts: ['aws-cdk', 'CloudFormation', 'Auto Scaling', 'EC2', 'IAM', 'agent', 'nginx', 'Spring Boot', 'STOMP broker'],
        },
        async () => rolledBack(lab, name, await stacks.deploy([name]), EXPECTED[name]),
      ),
    ),
  );
}
