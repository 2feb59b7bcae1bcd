import { createHash } from 'node:crypto';
import { ApiError, type UploadDefinition } from '@scell/contract';
import { nestedFields } from './form-fields.ts';
import { type FormPart, malformed } from './multipart.ts';

/** A file that came with a request. */
export interface Upload {
  /** The name of its part, as the caller wrote it; `body` where the file is the body. */
  field: string;
  /** As the caller calls it, without a path and what steers terminals; empty where it does not. */
  filename: string;
  bytes: Uint8Array;
  sha256: Buffer;
}

/** A body that is not JSON alone: its fields as JSON would say them, and its file. */
export class UploadedBody {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly upload: Upload | null;

  constructor(fields: Readonly<Record<string, unknown>>, upload: Upload | null) {
    this.fields = fields;
    this.upload = upload;
  }

  /** What tells this body from another: as JSON, for fingerprints. */
  identity(): unknown {
    return { fields: this.fields, file: this.upload?.sha256.toString('hex') ?? null };
  }
}

/** The body that is one file. */
export function loneUpload(bytes: Uint8Array, fields: Readonly<Record<string, unknown>>): UploadedBody {
  return new UploadedBody(fields, uploadOf('body', '', bytes));
}

/** The body of a form: the file by its name, the fields of the JSON parts, the others as fields. */
export function formBody(parts: readonly FormPart[], definition: UploadDefinition): UploadedBody {
  const { names, jsonParts = [] } = definition;
  const files = parts.filter(({ name }) => names.includes(name));
  // A form in a browser sends a file that was not chosen as an empty one without a name.
  const sent = files.filter(({ bytes, filename }) => bytes.length > 0 || filename !== '');
  if (sent.length > 1) throw malformed({ fr: 'il porte plusieurs fichiers', en: 'it bears several files' });
  const [file] = sent;
  const others = parts.filter(({ name }) => !names.includes(name));
  const objects = others.filter(({ name }) => jsonParts.includes(name)).map(jsonObject);
  const plain = nestedFields(
    others
      .filter(({ name }) => !jsonParts.includes(name))
      .map(({ name, bytes }) => [name, textOf(name, bytes)]),
  );
  return new UploadedBody(
    [...objects, plain].reduce(merged, {}),
    file === undefined ? null : uploadOf(file.name, file.filename, file.bytes),
  );
}

function uploadOf(field: string, filename: string, bytes: Uint8Array): Upload {
  return {
    field,
    filename: plainName(filename),
    bytes,
    sha256: createHash('sha256').update(bytes).digest(),
  };
}

/** A file name that can be shown and put into a header. */
function plainName(filename: string): string {
  const [last = ''] = filename.split(/[/\\]/).slice(-1);
  return last
    .replace(/[\p{Cc}\p{Cf}\p{Cs}"]/gu, '')
    .trim()
    .slice(0, 200);
}

function jsonObject({ name, bytes }: FormPart): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(textOf(name, bytes));
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    throw new ApiError('MALFORMED_JSON', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed({
      fr: `la partie « ${name} » n’est pas un objet JSON`,
      en: `the part "${name}" is not a JSON object`,
    });
  return value as Record<string, unknown>;
}

function merged(all: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>>) {
  const both = Object.keys(more).find((name) => Object.hasOwn(all, name));
  if (both !== undefined)
    throw malformed({ fr: `« ${both} » est donné deux fois`, en: `"${both}" is given twice` });
  return Object.fromEntries([...Object.entries(all), ...Object.entries(more)]);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function textOf(name: string, bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw malformed({ fr: `« ${name} » n’est pas en UTF-8`, en: `"${name}" is not UTF-8` }, cause);
  }
}
