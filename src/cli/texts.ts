import type { Language } from '../base/issue-text.js';
import type { Texts } from '../schema/texts.js';

/** What the command says of itself and of how it was called. */
export interface Say {
  readonly about: string;
  readonly usage: string;
  readonly commands: string;
  readonly options: string;
  readonly examples: string;
  readonly more: string;
  readonly exit: string;
  seeHelp(command: string): string;
  noCommand(): string;
  unknownCommand(name: string, suggestion: string | null): string;
  unknownOption(name: string, suggestion: string | null): string;
  missingValue(option: string, placeholder: string): string;
  needlessValue(option: string): string;
  wrongChoice(option: string, value: string, choices: readonly string[]): string;
  wrongForm(option: string, value: string, expected: Texts): string;
  twice(option: string): string;
  tooFew(placeholder: string): string;
  tooMany(value: string, max: number): string;
  moreProblems(count: number): string;
  badHouseholds(bad: number, all: number): string;
  readonly noHouseholds: string;
  readonly sharedParameters: string;
  readonly standardInput: string;
  fault(message: string): string;
  sound(name: string, clauses: number, rules: number, ledger: number): string;
  soundOverlay(name: string, jurisdiction: string): string;
  unsound(name: string, problems: number): string;
  readonly inRule: string;
  readonly inLedger: string;
  counts(clauses: number, rules: number, ledger: number): string;
}

export const texts: Readonly<Record<Language, Say>> = {
  zh: {
    about: 'jiantui：按扶贫文件逐条判断一户应得什么帮扶、渐退多久、有无返贫风险，每一句都注明条款。',
    usage: '用法',
    commands: '命令',
    options: '选项',
    examples: '示例',
    more: '各命令的详细用法：jiantui 命令 --help；English: --lang en',
    exit: '退出码：0 已作判断（包括“尚不能确定”）；1 输入有误；2 用法有误；70 程序本身出错。',
    seeHelp: (command) => `用法见：${command} --help`,
    noCommand: () => '没有写命令',
    unknownCommand: (name, suggestion) =>
      `没有“${name}”这个命令${suggestion === null ? '' : `；是否想写 ${suggestion}？`}`,
    unknownOption: (name, suggestion) =>
      `没有 ${name} 这个选项${suggestion === null ? '' : `；是否想写 ${suggestion}？`}`,
    missingValue: (option, placeholder) => `选项 ${option} 后面缺少 ${placeholder}`,
    needlessValue: (option) => `选项 ${option} 后面不带值`,
    wrongChoice: (option, value, choices) => `选项 ${option} 不能是“${value}”；应为 ${choices.join(' 或 ')}`,
    wrongForm: (option, value, expected) => `选项 ${option} 不能写成“${value}”；应为 ${expected.zh}`,
    twice: (option) => `选项 ${option} 写了两次`,
    tooFew: (placeholder) => `缺少 ${placeholder}`,
    tooMany: (value, max) =>
      max === 0 ? `多了“${value}”：这个命令后面不写别的` : `多了“${value}”：这个命令最多写 ${max} 个`,
    moreProblems: (count) => `……另有 ${count} 处问题没有列出`,
    badHouseholds: (bad, all) => `${all} 户中有 ${bad} 户的资料有误，没有作判断；其余各户已作判断`,
    noHouseholds: '文件里一户也没有',
    sharedParameters: '参数没有按辖区分列，这里假定各地都用同样的数，只供对照',
    standardInput: '标准输入',
    fault: (message) => `程序本身出错，不是输入的问题：${message}`,
    sound: (name, clauses, rules, ledger) =>
      `${name}：没有问题；${clauses} 条，其中规则 ${rules} 条、台账 ${ledger} 条`,
    soundOverlay: (name, jurisdiction) => `${name}：没有问题；叠加在 ${jurisdiction} 上`,
    unsound: (name, problems) => `${name}：${problems} 处问题`,
    inRule: '规则',
    inLedger: '台账',
    counts: (clauses, rules, ledger) => `${clauses} 条（规则 ${rules}，台账 ${ledger}）`,
  },
  en: {
    about:
      'jiantui: what a household is entitled to under a poverty-alleviation instrument, how long help tapers, whether it is at risk; every sentence cites its clause.',
    usage: 'Usage',
    commands: 'Commands',
    options: 'Options',
    examples: 'Examples',
    more: 'More on a command: jiantui COMMAND --help',
    exit: 'Exit status: 0 decided, “cannot be told yet” included; 1 bad input; 2 bad usage; 70 a fault of the program itself.',
    seeHelp: (command) => `See ${command} --help`,
    noCommand: () => 'no command given',
    unknownCommand: (name, suggestion) =>
      `there is no command “${name}”${suggestion === null ? '' : `; did you mean ${suggestion}?`}`,
    unknownOption: (name, suggestion) =>
      `there is no option ${name}${suggestion === null ? '' : `; did you mean ${suggestion}?`}`,
    missingValue: (option, placeholder) => `${placeholder} is missing after ${option}`,
    needlessValue: (option) => `${option} takes no value`,
    wrongChoice: (option, value, choices) => `${option} cannot be “${value}”; expected ${choices.join(' or ')}`,
    wrongForm: (option, value, expected) => `${option} cannot be “${value}”; expected ${expected.en}`,
    twice: (option) => `${option} is given twice`,
    tooFew: (placeholder) => `${placeholder} is missing`,
    tooMany: (value, max) =>
      max === 0
        ? `“${value}” is too much: this command takes nothing more`
        : `“${value}” is too much: this command takes ${max} at most`,
    moreProblems: (count) => `… and ${count} more problems`,
    badHouseholds: (bad, all) => `${bad} of ${all} households could not be read and are not decided; the others are`,
    noHouseholds: 'the file holds no household',
    sharedParameters:
      'the parameters are not laid out by jurisdiction; they are supposed to hold everywhere, for the comparison only',
    standardInput: 'standard input',
    fault: (message) => `a fault of the program itself, not of the input: ${message}`,
    sound: (name, clauses, rules, ledger) =>
      `${name}: no problems; ${clauses} clauses, ${rules} with a rule, ${ledger} in the ledger`,
    soundOverlay: (name, jurisdiction) => `${name}: no problems; laid over ${jurisdiction}`,
    unsound: (name, problems) => `${name}: ${problems} problems`,
    inRule: 'rule',
    inLedger: 'ledger',
    counts: (clauses, rules, ledger) => `${clauses} clauses (${rules} rules, ${ledger} in the ledger)`,
  },
};
