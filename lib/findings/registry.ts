import { HOPS, type Hop } from '../chain/hops';
import * as broker from './broker';
import * as client from './client';
import { inNginx } from './cures';
import * as dns from './dns';
import type { Finding } from './finding';
import * as host from './host';
import * as loadBalancer from './load-balancer';
import * as nginx from './nginx';
import * as proxy from './proxy';
import * as springBoot from './spring-boot';
import * as tcp from './tcp';
import * as tls from './tls';

const BY_HOP: Readonly<Record<Hop, Readonly<Record<string, Finding>>>> = {
  client,
  dns,
  tcp,
  tls,
  'load-balancer': loadBalancer,
  host,
  proxy,
  nginx,
  'spring-boot': springBoot,
  broker,
};

/** Every failure mode that is known, by hop. Which of two comes first is not this order's to say: see `byImportance`. */
export const FINDINGS: readonly Finding[] = HOPS.flatMap((hop) => Object.values(BY_HOP[hop]).sort(byCode));

function byCode({ code: a }: Finding, { code: b }: Finding): number {
  return a < b ? -1 : 1;
}

const BY_CODE = new Map(FINDINGS.map((finding) => [finding.code, finding]));

/** The finding of a code. */
export function findingOf(code: string): Finding | undefined {
  return BY_CODE.get(code);
}

/** What the agent on the host carries: a sentence and a cure for each code that it can tell. */
export function findingsForHost(): Record<string, { hop: string; title: string; cure: string }> {
  const packed = FINDINGS.filter(({ onHost }) => onHost)
    .map(inNginx)
    .map(({ code, hop, title, cure }) => [code, { hop, title, cure }] as const);
  return Object.fromEntries(packed.sort(([a], [b]) => (a < b ? -1 : 1)));
}
