/** The files that the readers are given, each by seed and number, so that any of them can be made again. */
import { pick, randomFrom } from '../random.ts';
import { damaged } from './damage.ts';
import { pdfBombs } from './pdf-bombs.ts';
import { pdfSeeds, xmlSeeds } from './seeds.ts';
import { type Bomb, xmlBombs } from './xml-bombs.ts';

/** One file for one of the readers. */
export interface FuzzInput {
  /** What it is, for people. */
  name: string;
  kind: 'xml' | 'pdf';
  /** A text is a document that somebody decoded before. */
  content: string | Uint8Array;
}

const bombs: readonly (Bomb & { kind: FuzzInput['kind'] })[] = [
  ...xmlBombs.map((bomb) => ({ ...bomb, kind: 'xml' as const })),
  ...pdfBombs.map((bomb) => ({ ...bomb, kind: 'pdf' as const })),
];

/** One file in so many is a bomb of a smaller size, damaged like the others. */
const BOMBS_AMONG = 100;

/** The function from numbers to files: first every bomb at its full size, then damage without end. */
export async function fuzzInputs(seed: number): Promise<(number: number) => FuzzInput> {
  const documents = { xml: await xmlSeeds(), pdf: pdfSeeds() };
  return (number) => {
    const bomb = bombs[number];
    if (bomb !== undefined) return { name: bomb.name, kind: bomb.kind, content: bomb.make(bomb.size) };
    const random = randomFrom(seed * 1_000_003 + number);
    if (random(BOMBS_AMONG) === 0) {
      const { name, kind, size, make } = pick(bombs, random);
      const parts = Math.max(1, Math.floor(size / (20 + random(1_000))));
      return {
        name: `${name}, ${parts} parts, damaged`,
        kind,
        content: damaged([Buffer.from(make(parts))], kind, random),
      };
    }
    const kind = random(2) === 0 ? 'xml' : 'pdf';
    return { name: `damaged ${kind}`, kind, content: damaged(documents[kind], kind, random) };
  };
}
