import { field, refuse } from '../field.ts';

export type Metadata = Record<string, unknown>;

const MAX_BYTES = 16 * 1024;
const MAX_DEPTH = 8;

/** A JSON object the caller attaches for itself: 16 kB as UTF-8 JSON, eight levels deep. `[]` (an empty PHP array) is `{}`. */
export const metadata = field<Metadata>({ type: 'object', additionalProperties: true }, (raw) => {
  if (Array.isArray(raw) && raw.length === 0) return {};
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return refuse({ fr: 'un objet JSON est attendu.', en: 'a JSON object is expected.' });
  if (depthOf(raw) > MAX_DEPTH)
    return refuse({
      fr: `au plus ${MAX_DEPTH} niveaux d’imbrication sont acceptés.`,
      en: `at most ${MAX_DEPTH} levels of nesting are accepted.`,
    });
  if (!canBeKept(raw))
    return refuse({
      fr: 'un caractère nul, un caractère Unicode incomplet ou un nombre hors bornes ne peut pas être conservé.',
      en: 'a null character, an incomplete Unicode character or a number out of bounds cannot be kept.',
    });
  if (new TextEncoder().encode(JSON.stringify(raw)).length > MAX_BYTES)
    return refuse({
      fr: 'au plus 16 Ko sont acceptés : gardez le reste chez vous et n’envoyez qu’une référence.',
      en: 'at most 16 kB are accepted: keep the rest on your side and send a reference.',
    });
  return raw as Metadata;
});

/** Levels of objects and lists, counted no further than one beyond the bound: hostile input may nest without end. */
function depthOf(value: unknown, level = 0): number {
  if (typeof value !== 'object' || value === null || level > MAX_DEPTH) return level;
  return Object.values(value).reduce<number>(
    (deepest, item) => Math.max(deepest, depthOf(item, level + 1)),
    level + 1,
  );
}

/** Whether a JSON database can hold it as it is: RFC 8259 lets pass what PostgreSQL's jsonb and I-JSON (RFC 7493) refuse. */
function canBeKept(value: unknown): boolean {
  if (typeof value === 'string') return !/[\0\p{Cs}]/u.test(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, item]) => canBeKept(name) && canBeKept(item));
}
