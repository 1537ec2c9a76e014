import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answerRow } from '../../lib/cli/answer-rows';
import { awsPage } from '../../lib/cli/aws-page';
import { cost } from '../../lib/cli/cost';
import { costPage } from '../../lib/cli/cost-page';
import { doctor } from '../../lib/cli/doctor';
import { errorPage } from '../../lib/cli/error-page';
import { explain } from '../../lib/cli/explain';
import { codesByHop, explained, meaningPage } from '../../lib/cli/explain-page';
import { harPage } from '../../lib/cli/har-page';
import { commandHelp, overview } from '../../lib/cli/help';
import { lintPage, patchPage } from '../../lib/cli/lint-page';
import { logPage } from '../../lib/cli/log-page';
import type { Block } from '../../lib/cli/page';
import { keptPage, rehearsalPage } from '../../lib/cli/rehearsal-page';
import { rehearse } from '../../lib/cli/rehearse';
import { urlPage } from '../../lib/cli/url-page';
import { AWS_QUESTIONS } from '../../lib/aws/questions';
import { examineHar } from '../../lib/doctor/har/examine-har';
import { lint } from '../../lib/doctor/nginx/lint';
import { examineLogs } from '../../lib/doctor/logs/examine-logs';
import { AWS_TABLE } from '../../lib/doctor/aws/questions';
import { APPLICATION } from '../../lib/doctor/questions/application';
import { NGINX_CONFIG } from '../../lib/doctor/questions/nginx-config';
import { CHAIN_QUESTIONS } from '../../lib/doctor/questions/table';
import { report, type Report } from '../../lib/doctor/report';
import type { Evidence, Question } from '../../lib/findings/evidence';
import { FINDINGS } from '../../lib/findings/registry';
import { meaningOf } from '../../lib/findings/search';
import type { Hop } from '../../lib/chain/hops';
import { readConfiguration } from '../../lib/nginx/configuration';
import { filesInMemory } from '../../lib/nginx/dump';
import { unifiedDiff } from '../../lib/nginx/unified-diff';
import type { RouteKind } from '../../lib/nginx/socket-routes';
import { ESTIMATE } from '../cost/estimated';
import { AWS_CASES, CASES, CONFIG_CASES } from '../findings/cases';
import { HEALTHY_AWS } from '../findings/aws-evidence';
import { HEALTHY } from '../findings/evidence';
import { HEALTHY_CONF } from '../findings/configuration';

const RECORDED = join(__dirname, '..', 'recorded');
const recorded = (ending: RegExp) =>
  readdirSync(RECORDED)
    .filter((name) => ending.test(name))
    .map((name) => join(RECORDED, name));

const OF_SEVERAL_HOSTS = ['between-hosts', 'same-user', 'transports', 'broadcasts'];
const NOT_ASKED = ['tcp', 'cors', 'client', 'relay', ...OF_SEVERAL_HOSTS, 'event-stream', 'idle', 'sizes', 'deploy', 'gate'];
const ASKED = [NGINX_CONFIG, APPLICATION, ...CHAIN_QUESTIONS.filter(({ name }) => !NOT_ASKED.includes(name))];

/** The report on a healthy chain in which one thing is changed. */
export function reportOf(change: Evidence): Report {
  const evidence = { ...HEALTHY, ...change };
  const answers = ASKED.map(({ name, hop, read }) => ({ question: name, hop, asked: name, route: '/ws', ...read(evidence) }));
  return report([{ evidence, answers }]);
}

/** The report on what AWS tells of a chain in which one thing is changed. */
export function awsReportOf(code: string): Report {
  const evidence: Evidence = { aws: { ...HEALTHY_AWS, ...AWS_CASES[code]!.is } };
  const hop = (question: Question): Hop => (question === 'record' ? 'dns' : 'load-balancer');
  return report([
    {
      evidence,
      answers: AWS_QUESTIONS.map((question) => ({
        question,
        hop: hop(question),
        asked: 'i-0123456789abcdef0',
        ...AWS_TABLE[question].read(evidence),
      })),
    },
  ]);
}

/** Reports on chains, each with a name, and the page that is printed of it. */
export function chainReports(): { name: string; report: Report; page: readonly Block[] }[] {
  const url = 'https://api.example.com/ws';
  const more = {
    url,
    assumptions: ['the template names no certificate'],
    doctor: [url],
    removed: '',
    logs: { application: 'a line\n'.repeat(3) },
  };
  return [
    ...['healthy', ...Object.keys(CASES)].flatMap((code) => {
      const whole = reportOf(CASES[code] ?? {});
      const rows = whole.answers.map((answer) => answerRow(answer, answer.route));
      return [
        { name: `rehearse ${code}`, report: whole, page: [...rows, ...rehearsalPage({ report: whole, ...more })] },
        {
          name: `doctor <url> ${code}`,
          report: whole,
          page: urlPage({ ...whole, url, kind: 'sockjs', trace: { totalMs: 1, spans: [] } }, {}),
        },
      ];
    }),
    ...Object.keys(AWS_CASES).map((code) => {
      const whole = awsReportOf(code);
      return {
        name: `doctor --stack ${code}`,
        report: whole,
        page: [...whole.answers.map((answer) => answerRow(answer, 'i-0123456789abcdef0')), ...awsPage(whole, { stack: 'Chat' })],
      };
    }),
  ];
}

/** A page of everything that is printed besides. */
export async function otherPages(): Promise<{ name: string; page: readonly Block[] }[]> {
  const logs = await Promise.all(
    recorded(/\.(log|txt)$/).map(async (name) => ({ name, page: logPage(await examineLogs([name], () => process.stdin)) })),
  );
  const texts = FINDINGS.flatMap(({ symptoms = [] }) => symptoms.map(({ text }) => text));
  const broken = reportOf({ ...CASES['PROXY-UPGRADE-MISSING'], ...CASES['NGX-HTTP10'] });
  const removed = unifiedDiff('etc/websocket-host/proxy.conf', 'a;\nproxy_http_version 1.1;\nb;\n', 'a;\nb;\n');
  const kept = { report: broken, url: 'https://localhost:8443', doctor: ['https://api.example.com:8443/ws', '--ca', '/tmp/x y/ca.pem'] };
  return [
    ...logs,
    ...recorded(/\.har$/).map((name) => ({ name, page: harPage(examineHar(name)) })),
    ...[['healthy', { broken: HEALTHY_CONF }] as const, ...Object.entries(CONFIG_CASES)].flatMap(([name, { broken: text, ...rest }]) => {
      const { route, facts } = { route: undefined, facts: undefined, ...rest };
      const configuration = readConfiguration(['nginx.conf'], filesInMemory(new Map([['nginx.conf', text]])));
      const linted = lint(configuration, { routes: route ? [{ path: '/ws', kind: route as RouteKind }] : [], ...facts });
      return [
        { name: `doctor --nginx ${name}`, page: lintPage(linted) },
        { name: `doctor --nginx --fix ${name}`, page: patchPage(linted) },
      ];
    }),
    { name: 'explain', page: codesByHop(FINDINGS) },
    ...FINDINGS.map((finding) => ({ name: `explain ${finding.code}`, page: explained(finding) })),
    ...[...texts, 'websocket connection is slow'].map((text) => ({ name: `explain ${text}`, page: meaningPage(meaningOf(text)) })),
    { name: 'rehearse --with-the-bug', page: rehearsalPage({ ...kept, assumptions: [], removed, logs: {} }) },
    { name: 'rehearse --keep', page: keptPage({ ...kept, assumptions: [], removed, logs: {} }) },
    { name: 'cost', page: costPage(ESTIMATE) },
    { name: '--help', page: overview([doctor, explain, rehearse, cost]) },
    ...[doctor, explain, rehearse, cost].map((command) => ({ name: `${command.name} --help`, page: commandHelp(command, []) })),
    ...(doctor.ways ?? []).map(({ example }) => ({ name: `doctor ${example} --help`, page: commandHelp(doctor, example.split(' ')) })),
    { name: 'an error', page: errorPage(`${'a reason '.repeat(20)}\n${'what a program wrote '.repeat(10)}`) },
  ];
}
