import { streamDamaged } from './inflate.ts';

/** Parameters of FlateDecode (ISO 32000-1 table 8). */
export interface PredictorParameters {
  predictor: number;
  columns: number;
  colors: number;
  bitsPerComponent: number;
}

/** Undoes the PNG (10 to 15) or TIFF (2, of 8 bits) prediction. Throws `PdfReadError` for parameters that cannot be. */
export function unpredict(data: Uint8Array, parameters: PredictorParameters): Uint8Array {
  const { predictor, columns, colors, bitsPerComponent } = parameters;
  if (predictor <= 1) return data;
  const bits = colors * bitsPerComponent;
  const row = Math.ceil((bits * columns) / 8);
  const sound =
    [predictor, columns, colors, bitsPerComponent].every(Number.isSafeInteger) &&
    columns > 0 &&
    colors > 0 &&
    bitsPerComponent > 0 &&
    bitsPerComponent <= 16 &&
    row <= 1_000_000;
  if (!sound || (predictor === 2 && bitsPerComponent !== 8) || (predictor > 2 && predictor < 10))
    throw streamDamaged();
  const step = Math.max(1, bits >> 3);
  return predictor === 2 ? fromTiff(data, row, step) : fromPng(data, row, step);
}

function fromTiff(data: Uint8Array, row: number, step: number): Uint8Array {
  const out = data.slice();
  for (let start = 0; start < out.length; start += row)
    for (let i = start + step; i < Math.min(start + row, out.length); i++)
      out[i] = (out[i] ?? 0) + (out[i - step] ?? 0);
  return out;
}

/** Every row begins with its filter (PNG §9.2); what is left of a last, incomplete row is kept. */
function fromPng(data: Uint8Array, row: number, step: number): Uint8Array {
  const rows = Math.ceil(data.length / (row + 1));
  const out = new Uint8Array(Math.max(0, data.length - rows));
  for (let r = 0; r < rows; r++) {
    const from = r * (row + 1);
    const filter = data[from] ?? 0;
    const to = r * row;
    for (let i = 0; i < row && to + i < out.length; i++) {
      const left = i < step ? 0 : (out[to + i - step] ?? 0);
      const up = r === 0 ? 0 : (out[to + i - row] ?? 0);
      const corner = r === 0 || i < step ? 0 : (out[to + i - row - step] ?? 0);
      out[to + i] = (data[from + 1 + i] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const estimate = left + up - corner;
      const toLeft = Math.abs(estimate - left);
      const toUp = Math.abs(estimate - up);
      const toCorner = Math.abs(estimate - corner);
      if (toLeft <= toUp && toLeft <= toCorner) return left;
      return toUp <= toCorner ? up : corner;
    }
    default:
      return 0;
  }
}
