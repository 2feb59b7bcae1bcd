/** PDF files made object by object, for tests of the reader: sound ones, and such as no writer would make. */
import { deflateSync } from 'node:zlib';

/** The body of an object: its source, or a stream with the entries of its dictionary besides Length. */
export type Body = string | { entries: string; data: Uint8Array | string };

const bytesOf = (data: Uint8Array | string) =>
  typeof data === 'string' ? Buffer.from(data, 'latin1') : Buffer.from(data);

function objectBytes(id: number, body: Body): Buffer {
  if (typeof body === 'string') return Buffer.from(`${id} 0 obj\n${body}\nendobj\n`, 'latin1');
  const data = bytesOf(body.data);
  return Buffer.concat([
    Buffer.from(`${id} 0 obj\n<<${body.entries} /Length ${data.length}>>\nstream\n`, 'latin1'),
    data,
    Buffer.from('\nendstream\nendobj\n', 'latin1'),
  ]);
}

/** A Flate stream; `entries` besides Filter and Length. */
export function flate(entries: string, data: Uint8Array | string): Body {
  return { entries: `${entries} /Filter /FlateDecode`, data: deflateSync(bytesOf(data)) };
}

export interface BuildOptions {
  /** Entries of the trailer besides Size and Root. */
  trailer?: string;
  /** A file to which these objects are an incremental update. */
  after?: Uint8Array;
}

/** A file with a cross-reference table; objects by their numbers, 1 being the catalog. */
export function buildPdf(
  objects: Record<number, Body>,
  { trailer = '', after }: BuildOptions = {},
): Uint8Array {
  const parts: Uint8Array[] = [
    after === undefined ? Buffer.from('%PDF-1.7\n', 'latin1') : Buffer.from(after),
  ];
  let length = parts[0]?.length ?? 0;
  let table = after === undefined ? 'xref\n0 1\n0000000000 65535 f \n' : 'xref\n';
  const ids = Object.keys(objects).map(Number);
  for (const id of ids) {
    const part = objectBytes(id, objects[id] ?? 'null');
    table += `${id} 1\n${String(length).padStart(10, '0')} 00000 n \n`;
    parts.push(part);
    length += part.length;
  }
  const previous = after === undefined ? '' : ` /Prev ${startOf(after)}`;
  const end = `${table}trailer\n<</Size ${Math.max(...ids) + 1} /Root 1 0 R${previous} ${trailer}>>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end, 'latin1')]);
}

/** The same as PDF 1.5 writes it: what is no stream in an object stream, and a cross-reference stream with PNG prediction. */
export function buildCompressedPdf(objects: Record<number, Body>): Uint8Array {
  const ids = Object.keys(objects).map(Number);
  const plain = ids.filter((id) => typeof objects[id] === 'string');
  const container = Math.max(...ids) + 1;
  const reference = container + 1;
  let offset = 0;
  const header = plain.map((id) => {
    const entry = `${id} ${offset}`;
    offset += `${objects[id]} `.length;
    return entry;
  });
  const first = `${header.join(' ')} `;
  const content = first + plain.map((id) => `${objects[id]} `).join('');
  const streams: Record<number, Body> = {};
  for (const id of ids) if (typeof objects[id] !== 'string') streams[id] = objects[id] ?? 'null';
  streams[container] = flate(`/Type /ObjStm /N ${plain.length} /First ${first.length}`, content);

  const parts: Uint8Array[] = [Buffer.from('%PDF-1.5\n', 'latin1')];
  let length = parts[0]?.length ?? 0;
  const rows = Array.from({ length: reference + 1 }, () => [0, 0, 0]);
  for (const [index, id] of plain.entries()) rows[id] = [2, container, index];
  for (const [id, body] of Object.entries(streams)) {
    const part = objectBytes(Number(id), body);
    rows[Number(id)] = [1, length, 0];
    parts.push(part);
    length += part.length;
  }
  rows[reference] = [1, length, 0];
  // W [1 3 1], each row under the PNG filter Up.
  const table = rows.map(([type = 0, place = 0, third = 0]) => [
    type,
    place >> 16,
    (place >> 8) & 255,
    place & 255,
    third,
  ]);
  const predicted = table.flatMap((row, i) => [
    2,
    ...row.map((byte, j) => (byte - (table[i - 1]?.[j] ?? 0)) & 255),
  ]);
  const stream = flate(
    `/Type /XRef /W [1 3 1] /Size ${rows.length} /Root 1 0 R /DecodeParms <</Predictor 12 /Columns 5>>`,
    Uint8Array.from(predicted),
  );
  parts.push(objectBytes(reference, stream), Buffer.from(`startxref\n${length}\n%%EOF\n`, 'latin1'));
  return Buffer.concat(parts);
}

function startOf(file: Uint8Array): string {
  return /startxref\n(\d+)\n%%EOF\n$/.exec(Buffer.from(file).toString('latin1'))?.[1] ?? '0';
}

/** Objects of a document of one page with one attachment, `name` holding `content`. */
export function withAttachment(name: string, content: Uint8Array | string): Record<number, Body> {
  return {
    1: '<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [(key) 4 0 R]>>>> /AF [4 0 R]>>',
    2: '<</Type /Pages /Count 1 /Kids [3 0 R]>>',
    3: '<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100]>>',
    4: `<</Type /Filespec /F (${name}) /UF (${name}) /AFRelationship /Data /EF <</F 5 0 R /UF 5 0 R>>>>`,
    5: flate(
      "/Type /EmbeddedFile /Subtype /text#2Fxml /Params <</ModDate (D:20260506100000+02'00')>>",
      content,
    ),
  };
}
