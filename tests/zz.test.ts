import { it } from 'vitest';
import { generateCase } from './support/generate.js';
import { evaluate } from '../src/index.js';
import { jurisdictions, loadJurisdiction } from '../src/rules.js';
it('x', async () => {
  for (const j of jurisdictions) {
    const rs = loadJurisdiction(j);
    generateCase(rs, 1);
    const t=performance.now(); for (let i=0;i<500;i++) generateCase(rs,i); console.log('gen ms', (performance.now()-t)/500);
    const counts: Record<string, Record<string, number>> = {};
    const verd: Record<string, number> = {};
    const t2=performance.now();
    for (let i=0;i<300;i++) { const c=generateCase(rs,i); const d=await evaluate(rs,c.household,c.options);
      for (const o of d.outcomes) { const x=(counts[o.clause]??={}); x[o.status]=(x[o.status]??0)+1; }
      for (const v of d.eligibility) verd[v.verdict]=(verd[v.verdict]??0)+1;
      for (const o of d.outcomes) if (o.status==='undetermined') { const u=o.unresolved!; if (u.facts.length+u.findings.length+u.parameters.length+u.readings.length===0) console.log('EMPTY', j, i, o.clause, o.subject); }
    }
    console.log(j,'eval ms', (performance.now()-t2)/300, verd);
    for (const [k,v] of Object.entries(counts)) if (!v.met || !v['not-met'] || !v.undetermined) console.log(k, JSON.stringify(v));
  }
}, 120000);
