#!/usr/bin/env node
import { processIo } from './io.js';
import { run } from './run.js';

// Not process.exit: what has been written still has to reach its reader.
void run(process.argv.slice(2), processIo()).then((status) => {
  process.exitCode = status;
});
