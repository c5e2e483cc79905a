import { toPng } from './png.js';

/** A square icon as PNG: three steps down, on a plain ground. */
export function icon(size: number): Buffer {
  const rgb = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const step = Math.floor((x * 5) / size);
      const on = step >= 1 && step <= 3 && y * 6 >= size * (step + 1) && y * 6 < size * 5;
      rgb.set(on ? [255, 255, 255] : [0x1f, 0x6f, 0x4a], (y * size + x) * 3);
    }
  }
  return toPng({ width: size, height: size, rgb });
}
