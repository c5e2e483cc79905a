#!/usr/bin/env node
import { processIo } from './io.js';
import { languageOf } from './parse.js';
import { run } from './run.js';

const argv = process.argv.slice(2);
// Not process.exit: what has been written still has to reach its reader.
void run(argv, processIo(languageOf(argv))).then((status) => {
  process.exitCode = status;
});
