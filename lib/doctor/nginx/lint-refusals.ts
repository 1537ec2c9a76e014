import { ngxConfigInvalid } from '../../findings/nginx/ngx-config-invalid';
import type { Configuration } from '../../nginx/configuration';
import { refusals } from '../../nginx/refusals';
import { linted, type Linted, type LintPlace } from './lint-report';

/** Findings that know the cure of a misplaced directive. */
const OWN: Readonly<Record<string, string>> = { map: 'NGX-MAP-PLACE', proxy_set_header: 'NGX-IF-HEADER' };

/** The problems, and before them what nginx does not start with, unless one of them says it too. */
export function withRefusals(problems: readonly Linted[], configuration: Configuration): readonly Linted[] {
  const places = refusals(configuration)
    .filter(({ at }) => !problems.some(({ code }) => code === OWN[at.name]))
    .map(
      ({ at, message, belongs }): LintPlace => ({
        file: at.file,
        line: at.line,
        detail: `[emerg] ${message}: nginx does not start${belongs ? `, it belongs in ${belongs}` : ''}`,
        routes: [],
        corrected: [],
        edits: [],
      }),
    );
  return places.length > 0 ? [linted(ngxConfigInvalid, 'problem', places), ...problems] : problems;
}
