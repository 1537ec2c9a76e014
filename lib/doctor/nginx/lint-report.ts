import { inNginx } from '../../findings/cures';
import type { Finding, FindingText } from '../../findings/finding';
import type { Edit } from '../../nginx/edit';

/** A place in a file of the configuration. */
export interface LintPlace {
  readonly file: string;
  readonly line: number;
  /** What of the configuration makes the finding fit. */
  readonly detail: string;
  /** The routes that it concerns. */
  readonly routes: readonly string[];
  /** The lines before and after the correction, as a patch shows them. */
  readonly corrected: readonly string[];
  /** The same as changes of text; none where no line of the configuration alone cures it. */
  readonly edits: readonly Edit[];
}

/** A finding, and the places that it fits. */
export interface Linted extends Omit<FindingText, 'severity'> {
  readonly severity: 'problem' | 'advice';
  readonly places: readonly LintPlace[];
}

/** A route that was judged, and why. */
export interface LintedRoute {
  readonly route: string;
  readonly why: string;
  readonly file: string;
  readonly line: number;
  readonly server: string;
  readonly proxyPass: readonly string[];
}

/** The outcome of reading an nginx configuration: plain JSON. */
export interface LintReport {
  readonly verdict: 'healthy' | 'problem' | 'undetermined';
  /** Undefined when neither the text nor the caller says which nginx reads it. */
  readonly nginxVersion?: string;
  readonly files: readonly string[];
  readonly routes: readonly LintedRoute[];
  readonly problems: readonly Linted[];
  readonly advice: readonly Linted[];
  /** What could not be told, and what would help. */
  readonly undetermined: readonly string[];
  readonly notes: readonly string[];
}

/** A finding's text with the places that it fits. */
export function linted(finding: Finding, severity: Linted['severity'], places: readonly LintPlace[]): Linted {
  const { code, hop, title, cause, why, cure, paste, source } = inNginx(finding);
  return { code, hop, title, cause, why, cure, paste, source, severity, places };
}
