/**
 * Rongchang's rules written out by hand, straight from the clauses, as one would for speed: no table, no generality. Truths
 * are 0 false, 1 unknown, 3 true; the register is 0 unknown, 1 never, 2 not lifted, 3 lifted, 4 relapsed; money in fen.
 */
export interface HandHousehold {
  register: number;
  cohort: number;
  dibao: number;
  tekun: number;
  onDibao: number;
  rural: number;
  onTekun: number;
  incomeChanged: number;
  income: number;
  monthlyTotal: number;
  annualTotal: number;
  size: number;
  stillDifficult: number;
  suddenEvent: number;
  injury: number;
  illness: number;
  otherCause: number;
  hardship: number;
  marginal: number;
  illnessCause: number;
  unstable: number;
  relief: number;
  asOf: number;
  periodEnd: number;
  standard: number;
  members: HandMember[];
  blocks: number;
}
export interface HandMember {
  depends: number;
  labour: number;
  disabled: number;
  ill: number;
  other: number;
}

const LIFTED = [1, 0, 0, 3, 0];
const NOT_LIFTED = [1, 0, 3, 0, 0];
const RELAPSED = [1, 0, 0, 0, 3];
const REGISTERED = [1, 0, 3, 3, 3];
const UNKNOWN_MEMBER: HandMember = { depends: 1, labour: 1, disabled: 1, ill: 1, other: 1 };

const less = (a: number, b: number) => (a < b ? 3 : a >= b ? 0 : 1);
const within = (period: number, conditions: number) => (period === 0 ? 2 : period === 1 ? conditions & 1 : conditions);

export function rongchangByHand(h: HandHousehold, out: Uint8Array): void {
  const lifted = LIFTED[h.register] as number;
  const notLifted = NOT_LIFTED[h.register] as number;
  const registered = REGISTERED[h.register] as number;
  const period = h.asOf <= h.periodEnd ? 3 : h.asOf > h.periodEnd ? 0 : 1;
  let n = h.income;
  let d = 1;
  if (Number.isNaN(n)) {
    n = h.monthlyTotal;
    d = h.size;
    if (Number.isNaN(n)) {
      n = h.annualTotal;
      d = h.size * 12;
    }
  }
  const watched = registered | h.unstable | h.marginal;
  out[0] = lifted;
  out[1] = 3;
  out[2] = lifted;
  out[3] = h.cohort;
  out[4] = notLifted & h.dibao;
  out[5] = within(period, 3);
  out[6] = within(period, h.onDibao & h.rural & registered & h.incomeChanged & less(h.standard * d, n) & less(n, 2 * h.standard * d));
  out[7] = registered & (h.onDibao | h.onTekun) & h.stillDifficult;
  out[8] = (h.suddenEvent | h.injury | h.illness | h.otherCause) & h.hardship;
  out[9] = h.marginal & (h.dibao | h.tekun);
  out[10] = h.marginal & h.illnessCause;
  out[11] = watched;
  const groups = h.relief & watched;
  out[12] = groups === h.relief ? groups : 1;
  out[13] = lifted;
  out[14] = within(period, lifted);
  out[15] = RELAPSED[h.register] as number;
  for (let index = 0; index < h.blocks; index++) {
    const m = h.members[index] ?? UNKNOWN_MEMBER;
    out[16 + index] = within(period, notLifted & m.depends & m.labour & (m.disabled | m.ill | m.other));
  }
}
