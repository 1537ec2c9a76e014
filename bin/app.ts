#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { contextStack } from '../lib/app/context-stack';

/** The CDK app that cdk.json runs: your jar, domain and zone from context, or the example. */
const app = new App({ autoSynth: false });
contextStack(app, (line) => process.stderr.write(`${line}\n`))
  .then(() => app.synth())
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
