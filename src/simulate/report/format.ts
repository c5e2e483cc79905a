import type { Language } from '../../base/issue-text.js';
import type { Portion } from '../result-types.js';

/** Digits in groups of three, at most six decimals. */
export function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** Yuan with the digits before the point in groups of three. */
export function money(yuan: string): string {
  const [whole = '', ...rest] = yuan.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}

/** A remark after a name, in the brackets of the language. */
export function remark(name: string, more: string, language: Language): string {
  return language === 'zh' ? `${name}（${more}）` : `${name} (${more})`;
}

export function counted(portion: Portion): string {
  return `${number(portion.households)} (${percent(portion.share)})`;
}
