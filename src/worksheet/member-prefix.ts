const CHINESE = '一二三四五六七八九';

/** Reads the number before a member's fact: 成员1.残疾人, 家庭成员二年龄, m1.age. Null where a header has none. */
export function readMemberPrefix(
  text: string,
  prefixes: readonly string[],
): { readonly member: number; readonly rest: string } | null {
  for (const prefix of prefixes) {
    if (!text.startsWith(prefix)) continue;
    const parts = /^\s*第?\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*[位人号]?\s*[.·・、:_\-/\s]*(.*)$/u.exec(
      text.slice(prefix.length),
    );
    const member = numberOf(parts?.[1] ?? '');
    const rest = parts?.[2] ?? '';
    if (member !== null && rest !== '') return { member, rest };
  }
  return null;
}

/** A number from 1 to 999 in digits, or from 一 to 九十九. */
function numberOf(written: string): number | null {
  if (/^\d+$/.test(written)) return Number(written) === 0 ? null : Number(written);
  const parts = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/u.exec(written);
  if (parts === null || written === '') return null;
  const [tens, ten, ones] = [digit(parts[1]), parts[2], digit(parts[3])];
  if (ten === '') return parts[1] !== '' && parts[3] !== '' ? null : tens + ones;
  return (parts[1] === '' ? 1 : tens) * 10 + ones;
}

function digit(written: string | undefined): number {
  return written === undefined || written === '' ? 0 : CHINESE.indexOf(written) + 1;
}
