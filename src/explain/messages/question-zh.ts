/** What a name says something of, where it begins with that: the question is put after it. */
const SUBJECT =
  /^(?:住房安全|住房|饮水|基本生活|生活自理|生活|脱贫成果|脱贫后|脱贫(?=不稳定)|人均收入|收入结构|补贴性收入|收入|刚性支出|支出|家庭收入|家庭条件|家庭经济|家庭(?=有)|义务教育|基本医疗|持续稳定增收能力|返贫致贫因素|其他停止帮扶程序|村民代表会议|嘎查村|苏木乡镇|旗县|村“两委”|村组|群众|乡镇|县级|原帮扶责任人|所遇事件|所患|所在幼儿园|保险支付后自负费用|当地)/u;

/** A name that is true or not as a question in Chinese: 饮水是否安全, 是否属于边缘户. */
export function questionZh(label: string): string {
  if (label.includes('是否')) return label;
  const [subject = ''] = SUBJECT.exec(label) ?? [];
  const rest = label.slice(subject.length).replace(/^已?认定为/u, '属于');
  return `${subject}是否${rest}`;
}
