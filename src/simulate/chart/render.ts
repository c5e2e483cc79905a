import { JiantuiError } from '../../base/error.js';
import type { ChartOption } from './style.js';

/** The size of a picture in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The part of ECharts that drawing needs. */
interface Drawing {
  init(
    dom: null,
    theme: null,
    options: { renderer: 'svg'; ssr: true; width: number; height: number },
  ): {
    setOption(option: ChartOption): void;
    renderToSVGString(): string;
    dispose(): void;
  };
}

/**
 * Draws a chart as SVG, without a browser. ECharts is loaded when it is first needed; it does not come with the library.
 * The same chart gives the same bytes.
 * @throws JiantuiError `missing-package` where ECharts is not installed
 */
export async function renderSvg(option: ChartOption, size: Size): Promise<string> {
  const echarts = await loadEcharts();
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption(option);
    // ECharts numbers its clip paths and styles through the life of the process.
    return renumber(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

async function loadEcharts(): Promise<Drawing> {
  try {
    return (await import('echarts')) as unknown as Drawing;
  } catch (cause) {
    throw new JiantuiError(
      'missing-package',
      [{ code: 'not-installed', path: ['echarts'], found: 'nothing', expected: 'npm install echarts@6' }],
      { cause },
    );
  }
}

function renumber(svg: string): string {
  const names = new Map<string, string>();
  return svg.replace(/zr\d+(?:-[A-Za-z0-9]+)+/g, (id) => {
    const known = names.get(id) ?? `jt-${names.size}`;
    names.set(id, known);
    return known;
  });
}
