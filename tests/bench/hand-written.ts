/**
 * Rongchang's rules written out by hand, straight from the clauses, as one would for speed: no table, no generality. Truths
 * are 0 false, 1 unknown, 3 true; the register is 0 unknown, 1 never, 2 not lifted, 3 lifted, 4 relapsed; money in fen.
 */
export interface HandHousehold {
  register: number;
  cohort: number;
  meetsDibao: number;
  meetsTekun: number;
  /** 0 unknown, 1 none, 2 receiving, 3 in taper, 4 exited. */
  dibaoStatus: number;
  /** 0 unknown, 1 rural, 2 urban. */
  dibaoCategory: number;
  /** 0 unknown, 1 none, 2 centralised, 3 dispersed. */
  tekunStatus: number;
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
  /** 0 unknown, 1 full, 2 partial, 3 none. */
  labour: number;
  disabled: number;
  ill: number;
  other: number;
}

const LIFTED = [1, 0, 0, 3, 0];
const NOT_LIFTED = [1, 0, 3, 0, 0];
const RELAPSED = [1, 0, 0, 0, 3];
const REGISTERED = [1, 0, 3, 3, 3];
const RECEIVES = [1, 0, 3, 3, 0];
const RURAL = [1, 3, 0];
const IN_TEKUN = [1, 0, 3, 3];
const WEAK = [1, 0, 3, 3];
const UNKNOWN_MEMBER: HandMember = { depends: 1, labour: 0, disabled: 1, ill: 1, other: 1 };

const less = (a: number, b: number) => (a < b ? 3 : a >= b ? 0 : 1);
const within = (period: number, conditions: number) => (period === 0 ? 2 : period === 1 ? conditions & 1 : conditions);

export function rongchangByHand(h: HandHousehold, out: Uint8Array): void {
  const lifted = LIFTED[h.register] as number;
  const notLifted = NOT_LIFTED[h.register] as number;
  const registered = REGISTERED[h.register] as number;
  const onDibao = RECEIVES[h.dibaoStatus] as number;
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
  out[4] = notLifted & h.meetsDibao;
  out[5] = within(period, 3);
  out[6] = within(
    period,
    onDibao &
      (RURAL[h.dibaoCategory] as number) &
      registered &
      h.incomeChanged &
      less(h.standard * d, n) &
      less(n, 2 * h.standard * d),
  );
  out[7] = registered & (onDibao | (IN_TEKUN[h.tekunStatus] as number)) & h.stillDifficult;
  out[8] = (h.suddenEvent | h.injury | h.illness | h.otherCause) & h.hardship;
  out[9] = h.marginal & (h.meetsDibao | h.meetsTekun);
  out[10] = h.marginal & h.illnessCause;
  out[11] = watched;
  const groups = h.relief & watched;
  out[12] = groups === h.relief ? groups : 1;
  out[13] = lifted;
  out[14] = within(period, lifted);
  out[15] = RELAPSED[h.register] as number;
  for (let index = 0; index < h.blocks; index++) {
    const m = h.members[index] ?? UNKNOWN_MEMBER;
    out[16 + index] = within(
      period,
      notLifted & m.depends & (WEAK[m.labour] as number) & (m.disabled | m.ill | m.other),
    );
  }
}
