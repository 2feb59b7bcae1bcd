import type { PdfFile } from '../read/file.ts';
import { type Dictionary, type PdfValue, Reference, Stream } from '../read/values.ts';
import { CHANGES, type Change, type ChangeCode } from './changes.ts';
import { type Obstacle, type ObstacleCode, obstacle, type Words } from './obstacles.ts';

/** Different reasons that are told: nobody reads more, and a hostile file could make a million. */
const MOST_OBSTACLES = 200;

interface Met {
  code: ObstacleCode;
  detail: Words;
  pages: Set<number>;
  object: number | null;
}

/** The examination of one document: where it is, what was found, what was mended. */
export class Inspection {
  readonly file: PdfFile;
  /** The page under examination, counted from 1. */
  page: number | undefined;
  /** The colours that the output intent of the result speaks of. */
  intent: 'RGB' | 'CMYK' | 'GRAY' = 'RGB';
  /** Marked content is said to be in a language that no tag is for. */
  malformedLanguage = false;
  readonly #met = new Map<string, Met>();
  readonly #changes = new Set<ChangeCode>();

  constructor(file: PdfFile) {
    this.file = file;
  }

  /** Notes a reason against the archive. The same reason with the same detail is told once, with all its pages. */
  refuse(code: ObstacleCode, detail: string | Words = '', object: number | null = null): void {
    const words = typeof detail === 'string' ? { en: printable(detail), fr: printable(detail) } : detail;
    const key = `${code} ${words.en}`;
    let met = this.#met.get(key);
    if (met === undefined) {
      if (this.#met.size >= MOST_OBSTACLES) return;
      met = { code, detail: words, pages: new Set(), object };
      this.#met.set(key, met);
    }
    if (this.page !== undefined) met.pages.add(this.page);
    met.object ??= object;
  }

  change(code: ChangeCode): void {
    this.#changes.add(code);
  }

  get obstacles(): Obstacle[] {
    return Array.from(this.#met.values(), ({ code, detail, pages, object }) =>
      obstacle(
        code,
        detail,
        [...pages].sort((a, b) => a - b),
        object,
      ),
    );
  }

  get changes(): Change[] {
    return Array.from(this.#changes, (code) => ({ code, text: CHANGES[code] }));
  }

  resolve(value: PdfValue | undefined): PdfValue {
    return this.file.resolve(value);
  }

  dictionary(value: PdfValue | undefined): Dictionary | undefined {
    return this.file.dictionary(value);
  }
}

/** The number of the object that a value is or leads to, for messages. */
export function objectOf(value: PdfValue | undefined): number | null {
  if (value instanceof Reference) return value.id;
  return value instanceof Stream ? value.id : null;
}

/** Names in a document are whatever its writer wanted. */
function printable(detail: string): string {
  return detail.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD').slice(0, 200);
}
