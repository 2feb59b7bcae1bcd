import { type Flow, MARGIN, RIGHT } from './flow.ts';
import type { Theme } from './theme.ts';

/** A heading over the whole width with a line under it. */
export function drawSectionTitle(flow: Flow, title: string, theme: Theme): void {
  flow.page.text(title, MARGIN.left, flow.y + 8, { font: theme.fonts.bold, size: 9, color: theme.heading });
  flow.page.rule(MARGIN.left, RIGHT, flow.y + 14, theme.line, 0.7);
  flow.y += 20;
}
