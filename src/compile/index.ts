export type { Compiled, CompiledModule, CompileMode, CompileOptions } from './compile.js';
export { compile } from './compile.js';
export type { ChunkOptions, HouseholdChunk } from './household-chunk.js';
export { toModule } from './to-module.js';
