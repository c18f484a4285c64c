#!/usr/bin/env node
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

// The sources are TypeScript, and run as they are.
register();
// A reader like `head` has seen enough.
process.stdout.on('error', error => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const { main } = createRequire(import.meta.url)('./main.ts');
process.exitCode = await main(process.argv.slice(2));
