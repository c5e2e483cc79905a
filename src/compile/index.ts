export { compileColumns } from './columns.js';
export type { Compiled, CompiledModule, CompileOptions, Result } from './compile.js';
export { compile, STATUS_OF_BYTE } from './compile.js';
export { toStatusPlan } from './status-plan.js';
export type { StatusPlan } from './statuses.js';
export { toModule } from './to-module.js';
