import type { Status } from '../../schema/decision.js';
import { labelsZh } from './labels.js';
import type { Messages, Modality } from './messages.js';
import { questionZh } from './question-zh.js';
import { unitsZh } from './units.js';

const STATUS: Readonly<Record<Status, string>> = {
  met: '条件具备',
  undetermined: '尚不能确定',
  'not-met': '条件不具备',
  'not-in-force': '不在适用期内',
  'out-of-scope': '本户不是文件的对象',
};
const ACTS: Readonly<Record<Modality, string>> = {
  must: '应当',
  may: '主管机关可以',
  'may-enjoy': '可以享受',
  promote: '提倡',
};

const list = (items: readonly string[]) => items.join('、');
const quoted = (text: string) => `“${text.replace(/“/gu, '‘').replace(/”/gu, '’')}”`;
const NUMERALS = ['', '一', '两', '三', '四', '五', '六', '七', '八', '九'];
/** What is done under a programme, where its name is none that one carries out. */
const DONE: Readonly<Record<string, string>> = {
  'continued-support': '继续执行帮扶政策',
  helper: '安排帮扶责任人',
};
const three = (truth: boolean | null, yes: string, no: string, open: string) =>
  truth === null ? open : truth ? yes : no;
const day = (text: string) => {
  const [year = '', month = '', date = ''] = text.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
};
const month = (text: string) => `${text.slice(0, 4)}年${Number(text.slice(5, 7))}月`;

/** Explanations in Chinese. */
export const zh: Messages = {
  cite: (cited) => `〔${cited.map(({ section, ids }) => `${section}（${list(ids)}）`).join('；')}〕`,
  wholeText: '〔全文〕',
  ask: questionZh,
  cited: (phrase, cite) => `${phrase}${cite}`,
  sentence: (phrase, cite) => `${phrase}${cite}。`,
  onePhrase: (text) =>
    text
      .trim()
      .replace(/[。；;.]+$/u, '')
      .replace(/。/gu, '；')
      .replace(/\(([^()]*)\)/gu, '（$1）'),
  list,
  join: (phrases) => phrases.join('；'),
  separator: '；',
  quoted,
  alternatives: (items) => [...(items.length > 1 ? [items.slice(0, -1).join('')] : []), ...items.slice(-1)].join('或'),
  yesNo: (value) => (value ? '“是”' : '“否”'),

  day,
  month,
  quantity: (value, unit, about) =>
    unitsZh(unit)(value.replace('/', '÷')) + (about === null ? '' : `（约${about}，比较时不作舍入）`),
  months: (months) =>
    months === null
      ? '月数文件没有写明'
      : 'exactly' in months
        ? `正好${months.exactly}个月`
        : `最多${months.atMost}个月，几个月由主管机关定`,

  title: (id, place, on) => `${id ?? '未编号的家庭'}　${place}　评估基准日${day(on)}`,
  basis: (title, number) => `依据：《${title}》${number === null ? '' : `（${number}）`}`,
  ...labelsZh,
  decisionTag: '渐退决定',
  silent: (programmes) => `本文件没有规定，不等于不能享受：${programmes}`,
  outOfScope: (addressee, programmes) =>
    `${addressee === null ? '本户不是本文件的对象' : `本文件只管${addressee}，本户不在其内`}，不等于不能享受：${programmes}`,
  notConcerned: (concerned, what) => `${what}：条款只涉及${concerned}`,
  named: (programmes) => `文件只提到名称，没有写明给谁、怎么给：${programmes}`,
  open: (programme, lacking) =>
    `${programme}：${lacking
      .map(({ kind, names, count }) => {
        if (kind === 'reading') return `${NUMERALS[count] ?? count}种读法结论不同，待选定`;
        // Only the cells of a sheet name some of many.
        const more = count > names.length ? `等${count}项` : '';
        if (kind === 'finding') return `尚缺认定：${list(names)}${more}`;
        return `${kind === 'fact' ? '缺' : '缺参数'}${names.map(quoted).join('')}${more}`;
      })
      .join('；')}`,
  granted: (programme, modality, details) =>
    [
      programme,
      [
        ...{ must: [], may: ['由主管机关决定'], 'may-enjoy': ['可以享受'], promote: ['属提倡事项，不是必须'] }[
          modality
        ],
        ...details,
      ].join('；'),
    ]
      .filter((part) => part !== '')
      .join('：'),
  taper: (programme, verdict, months, decided, because) => {
    const given = verdict === 'granted' || verdict === 'discretionary';
    const start = given && !decided ? ['起始月份以主管机关的决定为准，现无决定'] : [];
    return `${programme}：${[...(given ? [zh.months(months)] : []), ...because, ...start].join('；')}`;
  },
  taperOverTag: '渐退期满',
  taperOver: (programme, months) => `${programme}：${months}个月已用完；期满后如何处理、能否再次渐退，文件未写明`,
  breachTag: '尚未落实',
  breach: (rule, duties) => `${rule}：${list(duties)}`,
  noticeTag: '适用说明',
  schedule: (first, last, used, remaining) => `${month(first)}至${month(last)}，已用${used}个月，剩${remaining}个月`,
  conforms: '月数和起始月份合乎条文',
  mayConform: (reasons) => `是否合乎条文还不能确定：${reasons.join('；')}`,
  notShown: (reasons) => `起始月份的条件未能显示：${reasons.join('；')}`,
  doesNotConform: (reasons) => `与条文不符：${reasons.join('；')}`,
  member: (id) => `成员${id}`,
  unlistedMember: '没有列出的成员',
  members: (ids) => `成员${list(ids)}`,
  ofMember: (member, phrase) => `${member}的${phrase}`,
  factOfMember: (member, label) => `${member}：${label}`,
  suspect: '原文如此，存疑',

  rule: (name, status, hasTests) => `${name}：${status === 'met' && !hasTests ? '条文没有另设条件' : STATUS[status]}`,
  effect: (type, modality, { programmes, flags, months, measures, programme, hasAmount }) => {
    const act = ACTS[modality];
    const done = programme === null || modality !== 'must' ? undefined : DONE[programme];
    if (done !== undefined && (type === 'duty' || type === 'entitlement')) return `应当${done}`;
    switch (type) {
      case 'taper':
        return `${act}给予渐退期，${months ?? '月数文件没有写明'}`;
      case 'flag':
        return flags === '' ? `${act}列入监测` : `${act}列入监测，类别是${flags}`;
      case 'exit':
        return measures === '' ? `${act}按程序退出` : `${act}${measures}`;
      case 'standard':
        return hasAmount ? '按本条所定标准执行' : '本条未定标准';
      case 'entitlement':
        return programmes === ''
          ? `${act}给予帮助`
          : `${act}${modality === 'may-enjoy' ? '' : modality === 'may' ? '给予' : '落实'}${programmes}`;
      case 'duty':
        return `${modality === 'must' ? '有关机关应当' : act}落实${programmes === '' ? '这项工作' : programmes}`;
    }
  },
  amount: (amount, notes) => zh.withNotes(`标准为${amount}`, notes),
  noAmount: '文件没有写明金额',
  missingAmount: (kind, name) =>
    kind === 'finding' ? `尚缺认定：${name}` : kind === 'fact' ? `缺${quoted(name)}` : `尚未提供${name}`,
  measures: (measures) => `条文列出的措施有：${measures.join('；')}`,
  department: (name) => `承办部门是${name}`,
  reading: (name, status) => `按${quoted(name)}的读法，${STATUS[status]}`,
  adopted: (name, by) => `已选定${quoted(name)}的读法，选定者是${by === 'caller' ? '使用单位' : by}`,
  addedBy: (authority) => `本条由${authority}增补，不是文件原有条款`,
  overrides: (clause, why, authority) => `本条由${authority}用来替换原条款${clause}，理由是${why}`,
  mark: (role, name, truth, due) => {
    switch (role) {
      case 'duty':
        if (due !== undefined)
          return `应办事项${quoted(name)}：${due === 'yearly' ? '本年尚未结束' : `${day(due)}尚未过去`}，是否落实尚不能确定`;
        return `应办事项${quoted(name)}：${three(truth, '已落实', '未落实', '是否落实，情况不明')}`;
      case 'focus':
        return `是否属于重点对象${quoted(name)}：${three(truth, '属于', '不属于', '情况不明')}`;
      case 'deadline':
        return `期限${quoted(name)}：${three(truth, '在期限内', '已过期限', '情况不明')}`;
      case 'evidence':
        return `可供参考的情况${quoted(name)}：${three(truth, '有', '没有', '情况不明')}`;
      case 'check':
        return `另须核对${quoted(name)}：${three(truth, '相符', '不相符', '情况不明')}`;
    }
  },
  target: (name, truth) => `是否包括${quoted(name)}：${three(truth, '包括', '不包括', '尚不能判断')}`,
  openWords: (words, note) => `条文用语${quoted(words)}留有余地：${note}`,
  notStated: (items) => `条文没有写明：${items}`,
  bounds: (note) => `不论所缺情况如何，可以肯定的是：${note}`,
  addressee: (name, truth) =>
    `本文件的对象是${name}，本户${three(truth, '属于这一对象', '不属于这一对象', '是否属于，尚不能判断')}`,
  notAddressed: (rules) => `本户不是文件的对象，下列条款都不适用：${rules}`,
  choice: (truth) =>
    three(
      truth,
      '以下情形具备一项即可，现已具备',
      '以下情形至少要具备一项，现在一项也不具备',
      '以下情形具备一项即可，现在尚不能判断',
    ),
  silentReason: (programmes) => `通篇没有关于这些项目的条款：${programmes}`,
  ledger: (summary) => `这一条不能用来逐户判断：${summary}`,

  known: (label, value) => `${label}为${value}`,
  ofValue: (label, value) => `${label}${value}`,
  term: (label) => label,
  unknown: '不详',
  fact: (label, value, compared) =>
    compared.length === 0 ? `${label}为${value}` : [`${label}${value}`, ...compared].join('，'),
  answered: (label, value) => `${quoted(label)}为“${value ? '是' : '否'}”`,
  foundBriefly: (label, value, { authority = '', date }) =>
    `${authority === '' && date === undefined ? '已' : `${authority}${date === undefined ? '' : day(date)}`}认定${quoted(label)}为“${value ? '是' : '否'}”`,
  compared: (operator, right, shape) => {
    const [more, less] = shape === 'date' ? ['晚于', '早于'] : ['高于', '低于'];
    const is = shape === 'finding' ? '认定为' : '为';
    switch (operator) {
      case 'equal':
      case 'in':
        return `${is}${right}`;
      case 'notEqual':
      case 'notIn':
        return `不${is}${right}`;
      case 'contains':
        return `有${right}`;
      case 'doesNotContain':
        return `没有${right}`;
      case 'lessThan':
        return `${less}${right}`;
      case 'lessThanInclusive':
        return `不${more}${right}`;
      case 'greaterThan':
        return `${more}${right}`;
      case 'greaterThanInclusive':
        return `不${less}${right}`;
    }
  },
  none: '无',
  derivedBoolean: (label, value) => `${quoted(label)}推算为“${value ? '是' : '否'}”`,
  knownBoolean: (label, value) => `${quoted(label)}填报为“${value ? '是' : '否'}”`,
  knownFinding: (label, value, { authority, date, reference }) => {
    const notes = [authority, date === undefined ? undefined : day(date), reference].filter(
      (part) => part !== undefined && part !== '',
    );
    return `${quoted(label)}已认定为“${value ? '是' : '否'}”（${notes.length === 0 ? '没有注明认定机关' : notes.join('，')}）`;
  },
  knownSet: (label, values, attested) =>
    values.length === 0
      ? `${attested ? '经认定，' : ''}${label}一项也没有`
      : `${attested ? '经认定，' : ''}${label}有${values.map(quoted).join('')}`,
  notGiven: (label) => `未填报${quoted(label)}`,
  notFound: (label) => `尚未认定${label}`,
  noParameter: (label) => `${label}还没有提供`,
  notDerivable: (label, missing) => `${quoted(label)}推算不出，缺${missing}`,
  notSupplied: '数值还没有提供',
  notStatedYet: '没有填报',
  lacking: (missing) => `推算不出，缺${missing}`,
  lookUpFailed: (label) => `${quoted(label)}向外部系统查询失败`,
  lookedUp: '查自外部系统',
  impliedBy: (facts) => `由${facts}推定`,
  derivedFrom: (formula, inputs) => `${formula === null ? '' : `按${quoted(formula)}，`}由${inputs}推算`,
  sourced: ({ from, until, source, area, by }) =>
    [
      from === undefined ? undefined : `${day(from)}起`,
      until === undefined ? undefined : `${day(until)}止`,
      area === undefined ? undefined : `限${area}`,
      source === undefined ? undefined : `来源：${source}`,
      by === 'instrument' ? '文件自定' : by === 'caller' ? '使用单位填入' : `${by}提供`,
    ]
      .filter((part) => part !== undefined)
      .join('，'),
  withNotes: (phrase, notes) => (notes.length === 0 ? phrase : `${phrase}（${notes.join('；')}）`),
  required: (operator, right, shape) => `要求${zh.compared(operator, right, shape)}`,
  outcome: (left, words, required, setting, truth) => {
    const asks = setting === 'validity' ? '本条的适用期' : setting === 'addressee' ? '文件对对象' : '条文';
    const says =
      setting === 'validity'
        ? three(truth, '在期内', '不在期内', '尚不能判断')
        : three(truth, '符合', '不符合', '尚不能判断');
    return `${left}；${asks}${words === null ? '' : quoted(words)}${required}，${says}`;
  },

  missing: (kind, name, departments, bearsOn) => {
    const who =
      kind !== 'finding'
        ? ''
        : departments.length === 0
          ? '由主管部门认定，条文没有写明是哪个部门；'
          : `由${departments.join('、')}认定；`;
    return `${quoted(name)}：${who}关系到${bearsOn}`;
  },
  missingReading: (rule, readings) =>
    `${rule}：${readings.map(({ name, status }) => `按${quoted(name)}，${STATUS[status]}`).join('；')}`,
  nothingMissing: '没有缺项，各条都已有结论',
};
