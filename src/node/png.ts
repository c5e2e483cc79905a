import { JiantuiError } from '../base/error.js';

/** The part of resvg that drawing needs. */
interface Resvg {
  readonly Resvg: new (
    svg: string,
    options: { font: Font; fitTo?: { mode: 'zoom'; value: number } },
  ) => { render(): { asPng(): Uint8Array } };
}

/** Where fonts are looked for. */
interface Font {
  readonly loadSystemFonts: boolean;
  readonly defaultFontFamily: string;
}

const SYSTEM: Font = { loadSystemFonts: true, defaultFontFamily: 'Noto Sans CJK SC' };

/**
 * Draws an SVG as PNG at twice its size. Chinese text needs a font with Chinese characters on the system, such as Noto Sans CJK:
 * without one it would be left out, so nothing is drawn. resvg is loaded when it is first needed; it does not come with the
 * library.
 * @throws JiantuiError `missing-package` where resvg is not installed, or no font has the characters
 */
export async function svgToPng(svg: string, font: Font = SYSTEM): Promise<Uint8Array> {
  const resvg = await loadResvg();
  if (!hasFont(resvg, svg, font))
    throw missing('Noto Sans CJK', 'no font with these characters', 'apt-get install fonts-noto-cjk / .svg');
  return new resvg.Resvg(svg, { font, fitTo: { mode: 'zoom', value: 2 } }).render().asPng();
}

/** Whether the letters of a picture can be drawn: without a font two letters come out alike, as nothing or as an empty box. */
function hasFont({ Resvg }: Resvg, svg: string, font: Font): boolean {
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

async function loadResvg(): Promise<Resvg> {
  try {
    return (await import('@resvg/resvg-js')) as unknown as Resvg;
  } catch (cause) {
    throw missing('@resvg/resvg-js', 'nothing', 'npm install @resvg/resvg-js@2', cause);
  }
}

function missing(what: string, found: string, expected: string, cause?: unknown): JiantuiError {
  return new JiantuiError('missing-package', [{ code: 'not-installed', path: [what], found, expected }], { cause });
}
