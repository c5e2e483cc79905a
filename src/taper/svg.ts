import type { Language } from '../base/issue-text.js';
import { textColumns } from '../explain/fold.js';
import type { TimelineRow } from './timeline-types.js';

/** Attributes of an element; numbers are rounded to a tenth of a pixel. */
export type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element as text. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const list = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escaped(value)}"`,
  );
  return content === '' ? `<${name}${list.join('')}/>` : `<${name}${list.join('')}>${content}</${name}>`;
}

export interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
  readonly fill?: string;
  readonly bold?: boolean;
  /** A white rim, for text that crosses lines. */
  readonly halo?: boolean;
}

/** A text whose baseline begins, ends or is centred at a point. */
export function label(x: number, y: number, text: string, style: TextStyle = {}): string {
  const { anchor = 'start', size = 12, fill = INK, bold = false, halo = false } = style;
  return element(
    'text',
    {
      x,
      y,
      'text-anchor': anchor,
      'font-size': size,
      fill,
      ...(bold ? { 'font-weight': 'bold' } : {}),
      ...(halo ? { stroke: '#ffffff', 'stroke-width': 3, 'paint-order': 'stroke', 'stroke-linejoin': 'round' } : {}),
    },
    escaped(text),
  );
}

/** About how wide a text is: half the size of the letters a column, and a little more. */
export function textWidth(text: string, size: number): number {
  return textColumns(text) * size * 0.56;
}

export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export const INK = '#22303c';
export const QUIET = '#5d6b78';
export const INCOME = '#1f4e79';
export const STANDARD = '#2e7d32';
export const CEILING = '#b23c17';
export const GRID = '#e3e8ed';
export const BAND = '#eaf5ea';
export const PLOT = 210;
export const ROW = 26;

/** Where the parts of a picture stand. */
export interface Frame {
  /** Where the first month begins. */
  readonly left: number;
  readonly rows: readonly TimelineRow[];
  readonly language: Language;
  readonly column: number;
  readonly width: number;
  /** The middle of a month. */
  x(index: number): number;
  /** The height of an amount. */
  y(amount: number): number;
}
