import { parser } from '@bpmn-io/lezer-feel';
import { deepFreeze } from '../base/freeze.js';
import { shown } from '../base/issue.js';
import type { Expr, FormulaIssue } from './expression.js';
import { inTextOrder, issueAt, placeAt } from './place.js';
import { type SyntaxTree, syntaxIssue } from './syntax.js';
import { MAX_DEPTH, toExpression } from './to-expression.js';

/** Characters (UTF-16 units) that a formula may have. */
export const MAX_LENGTH = 2000;

export type ParsedFormula =
  | { readonly ok: true; readonly expr: Expr }
  | { readonly ok: false; readonly issues: readonly FormulaIssue[] };

/**
 * Reads a formula of the FEEL subset that `docs/formulas.md` describes. Never throws.
 *
 * Issue codes: `formula-too-long`, `formula-too-deep`, `formula-syntax` (the first place where the text is no FEEL) and
 * `formula-unsupported` (FEEL, but outside the subset; every such place).
 *
 * @example
 * parseFormula('2 * dibaoStandardMonthly'); // { ok: true, expr: { kind: 'arithmetic', operator: '*', … } }
 * parseFormula('2 *'); // { ok: false, issues: [{ code: 'formula-syntax', line: 1, column: 4, … }] }
 */
export function parseFormula(text: string): ParsedFormula {
  if (text.length > MAX_LENGTH) {
    const details = { found: `${text.length} characters`, expected: `at most ${MAX_LENGTH} characters` };
    return failed([issueAt(placeAt(text, MAX_LENGTH), 'formula-too-long', details)]);
  }
  const deep = deepBracket(text);
  if (deep !== null) return failed([tooDeepAt(text, deep)]);
  const tree = parseTree(text);
  if (!isTree(tree)) return failed([tree]);
  const wrong = syntaxIssue(tree, text);
  if (wrong !== null) return failed([wrong]);
  const issues: FormulaIssue[] = [];
  const expr = toExpression(tree, text, issues);
  return expr === null || issues.length > 0 ? failed(issues) : { ok: true, expr: deepFreeze(expr) };
}

function failed(issues: readonly FormulaIssue[]): ParsedFormula {
  return deepFreeze({ ok: false, issues: inTextOrder(issues) });
}

function tooDeepAt(text: string, offset: number): FormulaIssue {
  const expected = `at most ${MAX_DEPTH} levels: make a part of it a derived fact`;
  return issueAt(placeAt(text, offset), 'formula-too-deep', { expected });
}

const TOKEN = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[([{]|[)\]}]/g;

// The parser's tracking of names recurses with the brackets and can exhaust the stack, so they are counted before.
function deepBracket(text: string): number | null {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if ('([{'.includes(token)) depth += 1;
    else if (')]}'.includes(token)) depth -= 1;
    if (depth > MAX_DEPTH) return index;
  }
  return null;
}

// The parser recovers from every error in the text; what it throws comes from text so contorted that it exhausts the
// stack or confuses the tracking of names, and then there is no place to tell.
function parseTree(text: string): SyntaxTree | FormulaIssue {
  try {
    return parser.parse(text);
  } catch (thrown) {
    if (thrown instanceof RangeError) return tooDeepAt(text, 0);
    return issueAt(placeAt(text, 0), 'formula-syntax', { found: shown(text), expected: 'an expression' });
  }
}

function isTree(parsed: SyntaxTree | FormulaIssue): parsed is SyntaxTree {
  return 'topNode' in parsed;
}
