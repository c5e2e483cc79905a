import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { JiantuiError } from '../base/error.js';
import { readBytes } from './read-text.js';

/** The part of resvg that drawing needs. */
interface Resvg {
  readonly Resvg: new (
    svg: string,
    options: { font: Font; fitTo?: { mode: 'zoom'; value: number } },
  ) => { render(): { asPng(): Uint8Array } };
}

/** Where resvg looks for fonts. */
interface Font {
  readonly loadSystemFonts: boolean;
  readonly fontFiles?: readonly string[];
  readonly defaultFontFamily?: string;
}

/** The package that brings a font with Chinese characters along. */
const FONT_PACKAGE = '@embedpdf/fonts-sc';
const PACKAGE_FONT: Omit<Font, 'fontFiles'> = { loadSystemFonts: false, defaultFontFamily: 'Noto Sans S Chinese' };
const SYSTEM: Font = { loadSystemFonts: true, defaultFontFamily: 'Noto Sans CJK SC' };

/**
 * Draws an SVG as PNG at twice its size. The letters come from the font file that is named, else from the package
 * `@embedpdf/fonts-sc`, else from the fonts of the system. A picture whose letters no font has is not drawn. resvg is loaded
 * when it is first needed; neither it nor the font comes with the library.
 * @param fontFile path of a TTF or OTF file
 * @throws JiantuiError `missing-package` where resvg is not installed, or no font has the characters; `unreadable-file` where the font
 *   file cannot be read
 */
export async function svgToPng(svg: string, fontFile?: string): Promise<Uint8Array> {
  const resvg = await loadResvg();
  const font = fontFile === undefined ? (packageFont() ?? SYSTEM) : await fileFont(fontFile);
  return drawPng(resvg, svg, font);
}

/** @throws JiantuiError `missing-package` where the font does not have the characters of the picture */
export function drawPng(resvg: Resvg, svg: string, font: Font): Uint8Array {
  if (!hasLetters(resvg, svg, font))
    throw missing(
      'Noto Sans SC',
      'no font with these characters',
      `npm install ${FONT_PACKAGE}@1 / --font FILE / .svg`,
    );
  return new resvg.Resvg(svg, { font, fitTo: { mode: 'zoom', value: 2 } }).render().asPng();
}

/** Whether the letters of a picture can be drawn: without a font two letters come out alike, as nothing or as an empty box. */
function hasLetters({ Resvg }: Resvg, svg: string, font: Font): boolean {
  const drawn = (letter: string) =>
    Buffer.from(
      new Resvg(
        `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><text x="2" y="20" font-size="18">${letter}</text></svg>`,
        { font },
      )
        .render()
        .asPng(),
    );
  const [a, b] = /[\u4e00-\u9fff]/.test(svg) ? ['渐', '退'] : ['A', 'B'];
  return a === undefined || b === undefined || !drawn(a).equals(drawn(b));
}

/** The font of the package; null where the package is not installed. */
function packageFont(): Font | null {
  try {
    const main = createRequire(import.meta.url).resolve(FONT_PACKAGE);
    return { ...PACKAGE_FONT, fontFiles: [join(dirname(main), '../fonts/NotoSansHans-Regular.otf')] };
  } catch {
    return null;
  }
}

async function fileFont(path: string): Promise<Font> {
  // resvg passes over a file that it cannot read: a wrong path would only show as missing letters.
  await readBytes(path).catch((cause) => {
    if (!(cause instanceof JiantuiError)) throw cause;
    throw new JiantuiError(
      cause.code,
      cause.issues.map((issue) => ({ ...issue, path: [path] })),
      { cause },
    );
  });
  return { loadSystemFonts: false, fontFiles: [path] };
}

export async function loadResvg(): Promise<Resvg> {
  try {
    return (await import('@resvg/resvg-js')) as unknown as Resvg;
  } catch (cause) {
    throw missing('@resvg/resvg-js', 'nothing', `npm install @resvg/resvg-js@2 ${FONT_PACKAGE}@1`, cause);
  }
}

function missing(what: string, found: string, expected: string, cause?: unknown): JiantuiError {
  return new JiantuiError('missing-package', [{ code: 'not-installed', path: [what], found, expected }], { cause });
}
