import type { Lab } from '../../lab';
import type { Instance } from '../../machines/instance';
import { holds, same } from '../claims';
import { SESSION_MANAGER, type Statement } from '../deploy/role';
import { agentCalls } from './agent-calls';
import type { Show } from './events';
import { permissions, sessionWith, without } from './reduced-role';

/** Each of the agent's calls passes on the whole role, and each permission taken away has one refused. */
export async function showSufficientAndNeeded(
  { aws, endpoint }: Lab,
  instance: Instance,
  all: readonly Statement[],
  show: Show,
  prefix = '',
): Promise<void> {
  await show(
    {
      id: `${prefix}sufficient`,
      claim: 'The deployed role is enough for everything that the agent does.',
      how: "The agent's own functions on the host, on the host's own credentials; IAM is enforced.",
      parts: ['agent', 'IAM', 'EC2'],
    },
    async () => {
      const results = await agentCalls(instance, endpoint);
      same('calls that fail', failed(results), []);
      return `${Object.keys(results).length} calls pass: ${Object.keys(results).join(', ')}`;
    },
  );
  // Of an agent that neither Debian nor the stand-in for Amazon Linux has.
  const ours = permissions(all).filter(({ action }) => !SESSION_MANAGER.includes(action));
  const left = permissions(all).length - ours.length;
  await show(
    {
      id: `${prefix}each-needed`,
      claim:
        `Every permission of the role${left > 0 ? `, but for the ${left} of Session Manager's agent,` : ''} is needed: ` +
        'without it AWS refuses the agent a call of its work.',
      how:
        'For each action of each statement a role that has all others; ' +
        "the agent's own functions on the host with a session of that role. First with a role that has all: every call passes.",
      parts: ['agent', 'IAM'],
    },
    async () => {
      same('calls that fail with all permissions', failed(await agentCalls(instance, endpoint, await sessionWith(aws, all))), []);
      const refused: string[] = [];
      for (const permission of ours) {
        const calls = failed(await agentCalls(instance, endpoint, await sessionWith(aws, without(all, permission))));
        holds(calls.length > 0, `nothing breaks without ${permission.action}`);
        const others = calls.filter(([, said]) => !refuses(said, permission.action));
        holds(
          others.length === 0,
          `without ${permission.action} something else than its refusal: ${others.map((call) => call.join(': ')).join('; ')}`,
        );
        refused.push(`without ${permission.action}: ${calls.map(([name]) => name).join(', ')}`);
      }
      return `AccessDenied ${refused.join('; ')}${left > 0 ? `. Not asked: ${SESSION_MANAGER.join(', ')}` : ''}`;
    },
  );
}

/** The calls that failed, and what AWS said. */
function failed(results: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(results).filter(([, result]) => result !== 'ok');
}

/** AWS says that access is denied, and where it names an action, this one: for a key it says no more than that. */
function refuses(said: string, action: string): boolean {
  const named = /not authorized to perform: ([\w-]+:\w+)/.exec(said)?.[1];
  return said.includes('AccessDenied') && (named === undefined || named === action);
}
