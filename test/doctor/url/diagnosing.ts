import { chainToDiagnose, URL_OPTIONS } from '../../../lib/cli/doctor-url-options';
import { readOptions } from '../../../lib/cli/options';
import { diagnose } from '../../../lib/doctor/url/diagnose';
import type { Chain } from '../../../lib/doctor/questions/chain';
import { fakeSpring, type FakeOptions } from '../../probes/fake-spring';

/** What a command line of the doctor's asks for. */
export const request = (...argv: string[]): Chain => chainToDiagnose(readOptions(argv, URL_OPTIONS, { name: 'url', help: '' }));

/** What the doctor says of a Spring Boot that is played, and what that heard. */
export async function diagnosing(options: FakeOptions, path = '/ws', ...argv: string[]) {
  const server = await fakeSpring(options);
  try {
    const report = await diagnose(request(`http://127.0.0.1:${server.port}${path}`, ...argv));
    return {
      verdict: report.verdict,
      kind: report.kind,
      cause: report.cause?.code,
      answers: report.answers.map(({ question, verdict }) => `${question} ${verdict}`),
      heard: server.heard,
    };
  } finally {
    server.close();
  }
}
