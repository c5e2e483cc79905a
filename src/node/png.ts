import { JiantuiError } from '../base/error.js';

/** The part of resvg that drawing needs. */
interface Resvg {
  readonly Resvg: new (
    svg: string,
    options: { font: { loadSystemFonts: boolean; defaultFontFamily: string }; fitTo: { mode: 'zoom'; value: number } },
  ) => { render(): { asPng(): Uint8Array } };
}

/**
 * Draws an SVG as PNG at twice its size. Chinese text needs a font with Chinese characters on the system, such as Noto Sans CJK.
 * resvg is loaded when it is first needed; it does not come with the library.
 * @throws JiantuiError `missing-package` where resvg is not installed
 */
export async function svgToPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await loadResvg();
  return new Resvg(svg, {
    font: { loadSystemFonts: true, defaultFontFamily: 'Noto Sans CJK SC' },
    fitTo: { mode: 'zoom', value: 2 },
  })
    .render()
    .asPng();
}

async function loadResvg(): Promise<Resvg> {
  try {
    return (await import('@resvg/resvg-js')) as unknown as Resvg;
  } catch (cause) {
    throw new JiantuiError(
      'missing-package',
      [
        {
          code: 'not-installed',
          path: ['@resvg/resvg-js'],
          found: 'nothing',
          expected: 'npm install @resvg/resvg-js@2',
        },
      ],
      { cause },
    );
  }
}
