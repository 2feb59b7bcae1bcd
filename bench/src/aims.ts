/** What the validation engine is to reach, beside what it reached. */

/** A figure that has to be at most, or at least, another. */
export interface Aim {
  name: string;
  /** On the clock, and of the processor: the same where nothing else runs. */
  clock: number;
  processor: number;
  aim: number;
  least: boolean;
}

/** One line an aim. On a busy machine the clock says what it waited for, and processor time counts. */
export function printAims(aims: readonly Aim[], busy: boolean): void {
  for (const { name, clock, processor, aim, least } of aims) {
    const meets = (figure: number) => (least ? figure >= aim : figure <= aim);
    const byProcessor = busy && meets(processor) ? 'met by processor time, the machine being busy' : 'MISSED';
    const verdict = meets(clock) ? 'met' : byProcessor;
    const [one, other] = [clock, processor].map((figure) => figure.toPrecision(3));
    process.stdout.write(
      `${name.padEnd(52)} ${one} (of the processor ${other}), aim ${least ? 'at least' : 'at most'} ${aim}: ${verdict}\n`,
    );
  }
}

/** The exponent of a power law through points (least squares of the logarithms): 1 is linear, 2 quadratic. Undefined for fewer than two points. */
export function exponentOf(points: readonly (readonly [number, number])[]): number | undefined {
  if (points.length < 2) return undefined;
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (of: 0 | 1) => logs.reduce((sum, log) => sum + log[of], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const above = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return above / below;
}
