import { CANARY_METRICS, CANARY_VARIABLE } from '../chain/canary';
import { at, listAt, type Named, type Resources } from './resources';
import { MINUTES } from './usage';

/** What asks a service from outside: a function that a schedule starts. */
export interface DeployedCanary {
  readonly roundsAMonth: number;
  readonly memoryGb: number;
}

/** How long a round is taken to be: sockets wait for answers, and Lambda gives a small function a small part of a processor. */
export const ROUND_SECONDS = 2;
/** What it publishes, each paid for. */
export const CANARY_METRIC_COUNT = Object.keys(CANARY_METRICS).length;

/** Whether a resource is the function of a canary. */
export function isCanary(resource: Named): boolean {
  return resource.Type === 'AWS::Lambda::Function' && at(resource, 'Environment', 'Variables', CANARY_VARIABLE) !== undefined;
}

/** The canaries in stacks. */
export function canariesIn(resources: Resources): DeployedCanary[] {
  const rules = resources.of('AWS::Events::Rule');
  return resources
    .of('AWS::Lambda::Function')
    .filter(isCanary)
    .map((each) => ({
      roundsAMonth: MINUTES / minutesOf(rules.find((rule) => starts(rule, each))),
      memoryGb: Number(at(each, 'MemorySize') ?? 128) / 1024,
    }));
}

function starts(rule: Named, { id }: Named): boolean {
  return listAt(rule, 'Targets').some((target) => at({ Properties: target }, 'Arn', 'Fn::GetAtt', 0) === id);
}

/** Of `rate(5 minutes)` or `rate(1 hour)`; without a schedule it is the canary's default. */
function minutesOf(rule: Named | undefined): number {
  const [, number, unit] = /^rate\((\d+) (minute|hour)s?\)$/.exec(String(rule && at(rule, 'ScheduleExpression'))) ?? [];
  return number === undefined ? 1 : Number(number) * (unit === 'hour' ? 60 : 1);
}
