import { isAwsQuestion } from '../../../lib/aws/questions';
import { examine } from '../../../lib/doctor/chain/examine';
import type { Chain } from '../../../lib/doctor/questions/chain';
import { CHAIN_QUESTIONS } from '../../../lib/doctor/questions/table';
import type { Report } from '../../../lib/doctor/report';
import { diagnose } from '../../../lib/doctor/url/diagnose';
import { QUESTIONS, type RouteFacts } from '../../../lib/findings/evidence';
import { chainOf, type RunningChain } from '../../../lib/rehearsal/chain-of';
import { fakeSpring, type FakeOptions } from '../../probes/fake-spring';

/** What is asked where no chain runs yet. */
const BEFORE_IT_RUNS = ['nginx-config', 'application'];

/** What a rehearsal leaves out, and why. */
const NOT_REHEARSED: Readonly<Record<string, string>> = {
  tcp: 'on one machine no network and no security group stands between',
  http2: 'it is for those who test a chain with a tool that chooses HTTP/2',
};

test('every question has its home in the table, in the order of the diagnosis', () => {
  const ofChains = QUESTIONS.filter((question) => !isAwsQuestion(question) && !BEFORE_IT_RUNS.includes(question));
  expect(CHAIN_QUESTIONS.map(({ name }) => name)).toEqual(ofChains);
});

test('what a question needs comes before it', () => {
  CHAIN_QUESTIONS.forEach(({ name, needs }, index) => {
    const before = CHAIN_QUESTIONS.slice(0, index).map((question) => question.name);
    expect([name, needs.filter((other) => !before.includes(other))]).toEqual([name, []]);
  });
});

test('a rehearsal leaves out what is named with its reason, and nothing else', () => {
  const host = { deployment: { routes: [], targetPort: 8000 } };
  const ingress = { stickiness: { enabled: true }, health: { path: '/health', matcher: '200' } };
  const hosts = [{ name: 'host', workspace: { directory: '/nowhere' } }];
  const running = { host, ingress, hosts, name: 'api.example.com', port: 1 } as unknown as RunningChain;
  const chain = chainOf(running, { app: '', environment: {}, headers: {}, connectHeaders: {}, withTheBug: false });
  expect(chain.omit).toEqual(Object.keys(NOT_REHEARSED));
});

/** Rows as they are printed, without the times in them. */
function rows({ answers }: Report): string[] {
  return answers.map(({ question, verdict, summary }) => `${verdict} ${question}: ${summary.replace(/\d+(\.\d+)? m?s/g, 'some time')}`);
}

function codes({ notices }: Report): string[] {
  return notices.map(({ code }) => code);
}

const ECHO = { send: '/app/x', receive: '/topic/x' };
const PAGE = { page: 'https://app.example.com' };

test.each<[string, RouteFacts['kind'], FakeOptions, Omit<Partial<Chain>, 'routes'>]>([
  ['SockJS', 'sockjs', {}, { echo: ECHO }],
  ['SockJS, for a page of another origin', 'sockjs', {}, PAGE],
  ['SockJS without STOMP', 'sockjs', { withoutStomp: true }, {}],
  ['SockJS without Upgrade', 'sockjs', { withoutUpgrade: true }, {}],
  ['SockJS that loses its sessions', 'sockjs', { sendStatus: 404 }, { hosts: 1 }],
  ['SockJS with a broker that is away', 'sockjs', { error: 'Broker not available.' }, { echo: ECHO }],
  ['SockJS behind a login', 'sockjs', { login: true }, {}],
  ['SockJS where it is none', 'sockjs', { raw: true }, {}],
  ['SockJS, left alone and watched', 'sockjs', {}, { idleMs: 300, sizes: true, deployMs: 300 }],
  ['STOMP', 'stomp', { raw: true }, { echo: ECHO }],
  ['STOMP without heartbeats', 'stomp', { raw: true, heartBeat: '0,0' }, {}],
  ['STOMP where SockJS is', 'stomp', {}, {}],
  ['a handler', 'handler', { raw: true, withoutStomp: true }, { idleMs: 300, sizes: true }],
  ['no application behind a gateway', 'handler', { behind: { status: 500, code: 1002, reason: 'Protocol error' } }, {}],
  ['server-sent events', 'sse', {}, {}],
])('one by one and side by side the same is asked and read alike: %s', async (_, kind, options, more) => {
  const server = await fakeSpring(options);
  try {
    const target = { origin: `http://127.0.0.1:${server.port}`, patienceMs: 2000 };
    const resolve = async () => ({ name: 'api.example.com', v4: ['127.0.0.1'], v6: [], ms: 0 });
    const chain = { target, direct: { target }, resolve, routes: [{ kind, path: kind === 'sse' ? '/events' : '/ws' }], ...more };
    const [oneByOne, sideBySide] = [await examine(chain), await diagnose(chain)];
    expect(rows(oneByOne)).toEqual(rows(sideBySide));
    expect(oneByOne.cause?.code).toBe(sideBySide.cause?.code);
    // Side by side also hears of what would not have been reached one by one.
    expect(codes(sideBySide)).toEqual(expect.arrayContaining(codes(oneByOne)));
  } finally {
    server.close();
  }
});
