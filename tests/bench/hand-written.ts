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

/**
 * The same from the cells of a read row, as the generated code gets them: the register's lanes are lifted, not lifted,
 * relapsed; and into the caller's array from `at`, as it does. Whoever compares the outputs first notices when the cells move.
 */
export function rongchangFromCells(c: Int32Array, x: Float64Array, blocks: number, out: Uint8Array, at: number): void {
  const register = c[0] as number;
  const lifted = register & 3;
  const notLifted = (register >>> 2) & 3;
  const relapsed = register >>> 4;
  const registered = lifted | notLifted | relapsed;
  const meetsDibao = c[2] as number;
  const dibao = c[3] as number;
  const onDibao = (dibao & 3) | (dibao >>> 2);
  const tekun = c[6] as number;
  const events = c[8] as number;
  const marginal = c[11] as number;
  const relief = c[15] as number;
  const asOf = x[4] as number;
  const period = asOf <= 20201231 ? 3 : asOf > 20201231 ? 0 : 1;
  let n = x[0] as number;
  let d = 1;
  if (Number.isNaN(n)) {
    n = x[1] as number;
    d = x[2] as number;
    if (Number.isNaN(n)) {
      n = x[3] as number;
      d *= 12;
    }
  }
  const watched = registered | (c[14] as number) | marginal;
  out[at + 0] = lifted;
  out[at + 1] = 3;
  out[at + 2] = lifted;
  out[at + 3] = c[1] as number;
  out[at + 4] = notLifted & meetsDibao;
  out[at + 5] = within(period, 3);
  out[at + 6] = within(
    period,
    onDibao & (c[4] as number) & registered & (c[5] as number) & less(45000 * d, n) & less(n, 90000 * d),
  );
  out[at + 7] = registered & (onDibao | (tekun & 3) | (tekun >>> 2)) & (c[7] as number);
  out[at + 8] = ((events & 3) | ((events >>> 2) & 3) | (events >>> 4) | (c[9] as number)) & (c[10] as number);
  out[at + 9] = marginal & (meetsDibao | (c[12] as number));
  out[at + 10] = marginal & (c[13] as number);
  out[at + 11] = watched;
  const groups = relief & watched;
  out[at + 12] = groups === relief ? groups : 1;
  out[at + 13] = lifted;
  out[at + 14] = within(period, lifted);
  out[at + 15] = relapsed;
  for (let index = 0, i = 16; index < blocks; index++, i += 5) {
    const labour = c[i + 1] as number;
    const like = (c[i + 2] as number) | (c[i + 3] as number) | (c[i + 4] as number);
    out[at + 16 + index] = within(period, notLifted & (c[i] as number) & ((labour & 3) | (labour >>> 2)) & like);
  }
}
