import hainan from '../../fixtures/cases/hainan.json' with { type: 'json' };
import innerMongolia from '../../fixtures/cases/inner-mongolia.json' with { type: 'json' };
import mingshan from '../../fixtures/cases/mingshan.json' with { type: 'json' };
import rongchang from '../../fixtures/cases/rongchang.json' with { type: 'json' };
import yancheng from '../../fixtures/cases/yancheng.json' with { type: 'json' };
import type { CaseFile } from '../schema/cases.js';
import { readCases } from '../testing/cases.js';

const FILES: Readonly<Record<string, unknown>> = {
  rongchang,
  mingshan,
  yancheng,
  hainan,
  'inner-mongolia': innerMongolia,
};

/** The cases of a shipped rule set; null for any other. */
export function shippedCases(jurisdiction: string): CaseFile | null {
  return Object.hasOwn(FILES, jurisdiction) ? readCases(FILES[jurisdiction]) : null;
}
