import { diagnose } from '../doctor/url/diagnose';
import { followed } from '../doctor/url/follow';
import { redact, secretsOf } from '../doctor/redact';
import type { CommandContext } from './command';
import { EXIT_CODES } from './exit-codes';
import { chainToDiagnose } from './doctor-url-options';
import { jsonReport } from './json-report';
import type { Given } from './options';
import { urlPage } from './url-page';

export { URL_OPTIONS } from './doctor-url-options';

/** Probes a URL from outside and names what breaks it. */
export async function diagnoseUrl(given: Given, { output, errors, interrupted }: CommandContext): Promise<number> {
  const chain = chainToDiagnose(given);
  const { target, routes } = chain;
  const terminal = given.json ? errors : output;
  const secrets = [...secretsOf(target.headers, target.query), ...secretsOf(chain.connectHeaders)];
  const wait = Math.max(chain.idleMs ?? 0, chain.deployMs ?? 0);
  terminal.busy(`asking ${target.origin}${routes[0].path}${wait > 0 ? ` for ${Math.round(wait / 1000)} s` : ''}`);
  const outcome = await Promise.race([given.follow ? followed(chain, diagnose) : diagnose(chain), interrupted]);
  terminal.idle();
  if (outcome === 'interrupted') {
    return 130;
  }
  const told = redact(outcome, secrets);
  if (given.json) {
    output.line(jsonReport('url', told));
  } else {
    output.print(urlPage(told, given));
  }
  return EXIT_CODES[outcome.verdict];
}
