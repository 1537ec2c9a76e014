import { Duration } from 'aws-cdk-lib';
import { estimate } from '../../lib/cost/estimate';
import { USUAL } from '../../lib/cost/usage';
import { assembly, changed, oneHost } from './deployments';

const app = assembly('us-east-1', (stack) => oneHost(stack).canary({ interval: Duration.minutes(5) }));
const estimateOf = (directory: string) => estimate({ app: directory, stacks: [], usage: USUAL, prices: {} });

test('a canary: rounds of two seconds on Lambda, its metrics and its alarm', () => {
  const { lines, notCounted } = estimateOf(app);
  const own = lines.filter(({ component }) => ['canary', 'metrics'].includes(component));
  expect(own.map(({ what, dollars }) => [what, Number(dollars.toFixed(3))])).toEqual([
    ['1 alarm', 0.1],
    ['8760 rounds of 2 s on Lambda', 0.058], //  8 760 x 2 s x 0.25 GB x 0.0000133334
    ['a request to Lambda for each', 0.002], //  8 760 / 1 million x 0.20
    ['2 metrics', 0.6],
  ]);
  expect(notCounted.join()).not.toMatch(/Lambda|Events/);
});

test('other functions are named as not counted', () => {
  const foreign = changed(app, (all) => ({ ...all, Other: { Type: 'AWS::Lambda::Function', Properties: {} } }));
  expect(estimateOf(foreign).notCounted).toContain('1 x AWS::Lambda::Function');
});
