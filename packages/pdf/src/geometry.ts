/** Lengths are PDF points (1/72 inch). */
export interface Size {
  width: number;
  height: number;
}

/** A rectangle whose `x`, `y` is the top left corner, counted from the top left corner of the page. */
export interface Rect extends Size {
  x: number;
  y: number;
}

/** ISO 216 A4, 210 × 297 mm. */
export const A4: Size = { width: 595.28, height: 841.89 };

/** The largest size with the proportions of `content` that fits `box`; never larger than `box`. */
export function fit(content: Size, box: Size): Size {
  const scale = Math.min(box.width / content.width, box.height / content.height);
  return { width: content.width * scale, height: content.height * scale };
}
