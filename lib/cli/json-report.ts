/** Raised when a field of docs/report.schema.json is renamed, removed or means something else. */
const SCHEMA_VERSION = 1;

/** Which kind of report it is: what was examined, explained or estimated. */
export type ReportKind = 'url' | 'aws' | 'rehearsal' | 'nginx' | 'log' | 'har' | 'findings' | 'cost';

/** What `--json` prints, as docs/report.schema.json describes it. */
export function jsonReport(report: ReportKind, content: object): string {
  return JSON.stringify({ schemaVersion: SCHEMA_VERSION, report, ...content }, null, 2);
}
