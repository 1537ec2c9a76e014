import { estimate } from '../cost/estimate';
import type { Command, CommandContext } from './command';
import { COST_OPTIONS, estimateOptions } from './cost-options';
import { costPage } from './cost-page';
import { jsonReport } from './json-report';
import type { Given } from './options';

/** `cost`: what a synthesized deployment costs in a month, and what the same costs elsewhere. */
export const cost: Command = {
  name: 'cost',
  summary: 'what the synthesized deployment costs a month, line by line and beside other services of AWS',
  options: COST_OPTIONS,
  run,
};

function run(given: Given, { output }: CommandContext): Promise<number> {
  const estimated = estimate(estimateOptions(given));
  if (given.json) {
    output.line(jsonReport('cost', estimated));
  } else {
    output.print(costPage(estimated));
  }
  return Promise.resolve(0);
}
