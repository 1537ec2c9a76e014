#!/usr/bin/env node
import { main } from '../lib/cli/main';

// a reader that has seen enough, such as head, closes the pipe
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
// a pipe may take its time: what was written must be through before the process ends
void main(process.argv.slice(2)).then((code) => process.stdout.write('', () => process.exit(code)));
