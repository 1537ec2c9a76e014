import type { Evidence, Question } from '../findings/evidence';
import { health } from '../probes/health';
import { redirect } from '../probes/redirect';
import { resolve } from '../probes/resolve';
import { usesTls } from '../probes/target';
import { tlsHandshake } from '../probes/tls';
import type { Answer, Examined } from './answer';
import type { Chain } from './chain';
import { ask, type Progress } from './ask';

/** Asks what concerns the chain as a whole: name, certificate, redirect, the load balancer's health check. */
export async function examineChain(chain: Chain, known: Evidence, progress: Progress): Promise<Examined> {
  const { target, http, routes } = chain;
  const name = new URL(target.origin).hostname;
  const first = (routes.find(({ kind }) => kind !== 'sse') ?? routes[0])?.path ?? '';
  let evidence: Evidence = { ...known, origin: target.origin, hosts: chain.hosts, login: chain.login, loadBalancer: chain.loadBalancer };
  const answers: Answer[] = [];
  const step = async (question: Question, asked: string, probe: () => Promise<Partial<Evidence>>) => {
    const result = await ask({ question, hop: HOP_OF[question] ?? 'load-balancer', asked }, evidence, probe, progress);
    evidence = result.evidence;
    answers.push(...result.answers);
  };
  await step('dns', name, async () => ({ dns: await (chain.resolve ?? (() => resolve(name)))() }));
  if (usesTls(target)) {
    await step('tls', `certificate of ${name}`, async () => ({ tls: await tlsHandshake(target) }));
  }
  if (http) {
    await step('redirect', `${http.origin} to https`, async () => ({ redirect: await redirect(http, target.origin, first) }));
  }
  const check = chain.health;
  if (check) {
    await step('health', `health check ${check.path}`, async () => ({ health: await health(check.target, check.path, check.matcher) }));
  }
  return { evidence, answers };
}

const HOP_OF: Partial<Record<Question, Answer['hop']>> = { dns: 'dns', tls: 'tls', redirect: 'load-balancer', health: 'nginx' };
