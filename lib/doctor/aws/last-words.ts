import { distance } from '../../chain/hops';
import { findingOf } from '../../findings/registry';
import { conclude } from '../logs/conclude';
import { LogReader } from '../logs/log-reader';
import { readLine } from '../logs/read-line';
import { redact } from '../redact';

/** A line that names a finding. */
export interface LastWord {
  readonly code: string;
  readonly line: string;
}

/** The gate's own sentence, and that of the program that fetches the agent. */
const SENTENCE = /(?:^|[\s:])([A-Z][A-Z\d]*(?:-[A-Z\d]+)+)(?: at [a-z-]+)?: .+/;
/** What a console puts before a line: the kernel's clock, and who writes. */
const PREFIX = /^(?:\[ *\d+\.\d+\] *)?(?:[\w.@-]+\[\d+\]: )?(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8} \S+ )?/;
const MOST = 300;

/** What a console or a deployment log says about the host: the gate's sentence before anything else, which is the newest word. */
export function lastWord(text: string): LastWord | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(PREFIX, '').trim())
    .filter((line) => line !== '');
  for (const line of lines.toReversed()) {
    const match = SENTENCE.exec(line);
    if (match && findingOf(match[1]!)) {
      return { code: match[1]!, line: shown(line.slice(line.indexOf(match[1]!))) };
    }
  }
  return knownLine(lines);
}

/** A known line of nginx's or Spring's; what browsers print does not stand on a console of a host. */
function knownLine(lines: readonly string[]): LastWord | undefined {
  const reader = new LogReader();
  const file = reader.file('console');
  const servers = lines.filter((line) => ['nginx error log', 'Spring log'].includes(readLine(line).kind));
  servers.forEach((line, index) => file.take(line, index + 1));
  const sighting = conclude(reader.clues()).sightings.find(
    ({ finding, proofs }) => proofs.length > 0 && finding.severity !== 'notice' && distance(finding.hop) >= distance('host'),
  );
  const proof = sighting?.proofs[0];
  return sighting && proof ? { code: sighting.finding.code, line: shown(servers[proof.line - 1] ?? proof.text) } : undefined;
}

/** One line without tokens; query strings may hold some. */
function shown(line: string): string {
  const safe = redact(line.replace(/\?[^\s"'\\]+/g, '?[cut]'));
  return safe.length > MOST ? `${safe.slice(0, MOST - 1)}…` : safe;
}
