import { diagnose } from '../doctor/diagnose';
import { followed } from '../doctor/follow';
import { redact, secretsOf } from '../doctor/redact';
import { table } from './answer-lines';
import { chainLines } from './chain-lines';
import type { CommandContext } from './command';
import { EXIT_CODES } from './exit-codes';
import { outsideOptions } from './doctor-url-options';
import type { Given } from './options';
import { closingLines } from './report-lines';
import type { Terminal } from './terminal';

export { URL_OPTIONS } from './doctor-url-options';

/** Probes a URL from outside and names what breaks it. */
export async function diagnoseUrl(given: Given, { output, errors, interrupted }: CommandContext): Promise<number> {
  const outside = outsideOptions(given);
  const { target } = outside;
  const terminal = given.json ? errors : output;
  const secrets = [...secretsOf(target.headers, target.query), ...secretsOf(outside.connectHeaders)];
  const wait = Math.max(outside.idleMs ?? 0, outside.deployMs ?? 0);
  terminal.busy(`asking ${target.origin}${outside.path}${wait > 0 ? ` for ${Math.round(wait / 1000)} s` : ''}`);
  const outcome = await Promise.race([given.follow ? followed(outside, diagnose) : diagnose(outside), interrupted]);
  terminal.idle();
  if (outcome === 'interrupted') {
    return 130;
  }
  const told = redact(outcome, secrets);
  if (given.json) {
    output.line(JSON.stringify(told, null, 2));
  } else {
    [...chainLines(output, told), '', ...table(output, told.answers), ...closingLines(output, told, [], {
      healthy: 'a browser reaches the application over WebSocket',
      broken: told.verdict === 'undetermined' ? 'the lines with ? say why' : 'change what the cure says and ask again; --json has all evidence',
    }), ...notLookedAt(output, told.verdict === 'healthy', given)].forEach((line) => output.line(line));
  }
  return EXIT_CODES[outcome.verdict];
}

/** What a healthy chain may still hide, because it is looked at only when somebody asks. */
function notLookedAt(terminal: Terminal, healthy: boolean, given: Given): string[] {
  const left = [
    ...(given.idle || given['idle-seconds'] ? [] : ['silent sockets (--idle)']),
    ...(given.sizes ? [] : ['large messages (--sizes)']),
    ...(given.deploy ? [] : ['a deployment (--deploy 300)']),
  ];
  return healthy && left.length > 0 ? [terminal.tone('quiet', `not looked at: ${left.join(', ')}`)] : [];
}
