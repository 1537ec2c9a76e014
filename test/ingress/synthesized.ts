import { rmSync } from 'fs';
import { App, type Environment, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Route } from '../../lib/spring/route';
import type { SpringAppOptions } from '../../lib';
import { SpringApp } from '../../lib/spring/spring-app';
import { folderWith } from '../boot-jar';

/** What synthesis made of an app. */
export interface Synthesized {
  readonly template: Template;
  /** Warnings and errors of the stack and all below it, but the one about the AMI, which most stacks without an env give. */
  readonly warnings: string[];
}

export const folder = folderWith({ 'chat.jar': {} });

/** The smallest application. */
export const chat = (options?: SpringAppOptions): SpringApp => SpringApp.fromJar(folder, options);

/** The routes where a test is about something else. */
export const routes = [Route.sockJs('/ws-stomp')];

export function app(context: Record<string, unknown> = {}): App {
  const quiet = { 'aws:cdk:disable-asset-staging': true, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };
  return new App({ analyticsReporting: false, context: { ...quiet, ...context } });
}

/** A stack built and synthesized by itself. */
export function synthesized(build: (stack: Stack) => unknown, env?: Environment): Synthesized {
  const stack = new Stack(app(), 'Chat', { env });
  build(stack);
  return synthesizedStacks(stack).Chat!;
}

/** All stacks of the app that a stack is in, by name. */
export function synthesizedStacks(stack: Stack): Record<string, Synthesized> {
  const assembly = (stack.node.root as App).synth();
  const made = assembly.stacks.map((artifact) => [
    artifact.stackName,
    {
      template: Template.fromJSON(artifact.template as object),
      warnings: artifact.messages
        .filter(({ level, entry }) => level !== 'info' && !String(entry.data).includes('cdk-spring-websocket:newestImage'))
        .map(({ entry }) => String(entry.data)),
    },
  ]);
  rmSync(assembly.directory, { recursive: true });
  return Object.fromEntries(made) as Record<string, Synthesized>;
}

export const zone = (stack: Stack, zoneName = 'example.com'): IHostedZone =>
  HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName });

/** Properties of the only resource of a type. */
export function only(template: Template, type: string): Record<string, any> {
  const found = Object.values(template.findResources(type));
  expect(found).toHaveLength(1);
  return found[0] as Record<string, any>;
}

/** Logical ids of a type. */
export const ids = (template: Template, type: string): string[] => Object.keys(template.findResources(type)).sort();
