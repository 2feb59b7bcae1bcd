import { deflateRawSync, crc32 as nodeCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inMemory } from '../../test/tampering.ts';
import { crc32 } from './zip-format.ts';
import { openZip, readMember, ZipError } from './zip-reader.ts';
import { writeZip, type ZipInput } from './zip-writer.ts';

async function zip(...members: ZipInput[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeZip(members)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function unzip(bytes: Uint8Array): Promise<[string, string][]> {
  const source = inMemory(bytes);
  const contents: [string, string][] = [];
  for (const member of await openZip(source)) {
    const parts: Uint8Array[] = [];
    for await (const part of readMember(source, member)) parts.push(part);
    contents.push([member.name, Buffer.concat(parts).toString()]);
  }
  return contents;
}

const text = (name: string, content: string): ZipInput => ({ name, bytes: Buffer.from(content) });
const streamed = (name: string, ...chunks: string[]): ZipInput => ({
  name,
  chunks: chunks.map((chunk) => Buffer.from(chunk)),
});
/** The bytes with others in their place. */
function patched(bytes: Buffer, at: number, value: number, width: 1 | 2 | 4 = 2): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUIntLE(value, at, width);
  return copy;
}

const LOCAL = Buffer.from('504b0304', 'hex');
const CENTRAL = Buffer.from('504b0102', 'hex');

describe('what is written is read', () => {
  test('any members, whole and streamed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fc.array(fc.string({ maxLength: 300 }), { maxLength: 4 })), {
          maxLength: 8,
        }),
        async (members) => {
          const inputs = members.map(([whole, chunks], index) =>
            whole ? text(`m/${index}.txt`, chunks.join('')) : streamed(`m/${index}.txt`, ...chunks),
          );
          expect(await unzip(await zip(...inputs))).toEqual(
            members.map(([, chunks], index) => [`m/${index}.txt`, Buffer.from(chunks.join('')).toString()]),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test('the bytes do not depend on how the input was cut', async () => {
    const content = Array.from({ length: 40_000 }, (_, index) => `line ${index} ${index ** 2}\n`).join('');
    const cut = (length: number) =>
      Array.from({ length: Math.ceil(content.length / length) }, (_, index) =>
        content.slice(index * length, (index + 1) * length),
      );
    const whole = await zip(streamed('a', content));
    expect(Buffer.compare(await zip(streamed('a', ...cut(777))), whole)).toBe(0);
    expect(Buffer.compare(await zip(streamed('a', ...cut(100_000))), whole)).toBe(0);
  });

  test('a member that may be large has sizes of 64 bits', async () => {
    const large = { ...streamed('chains/a.jsonl', 'one\n', 'two\n'), large: true } as ZipInput;
    expect(await unzip(await zip(large, text('b', 'c')))).toEqual([
      ['chains/a.jsonl', 'one\ntwo\n'],
      ['b', 'c'],
    ]);
  });

  test('more members than 16 bits count', async () => {
    const many = Array.from({ length: 70_000 }, (_, index) => text(`d/${index}`, ''));
    const members = await openZip(inMemory(await zip(...many)));
    expect(members.length).toBe(70_000);
    expect(members.at(-1)?.name).toBe('d/69999');
  });

  test('checksums are those of everybody', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), (a, b) => {
        expect(crc32(b, crc32(a))).toBe(nodeCrc32(Buffer.concat([a, b])));
      }),
    );
  });
});

describe('an archive that says two things is refused', () => {
  const refusal = (bytes: Uint8Array) => expect(unzip(bytes)).rejects.toThrow(ZipError);

  test('bytes before it, behind it, and a comment', async () => {
    const good = await zip(text('a', 'one'), streamed('b', 'two'));
    await refusal(Buffer.concat([Buffer.from('#!'), good]));
    await refusal(Buffer.concat([good, Buffer.from('more')]));
    await refusal(Buffer.concat([patched(good, good.length - 2, 4), Buffer.from('more')]));
    await refusal(good.subarray(0, good.length - 1));
    await refusal(Buffer.alloc(0));
  });

  test('a name twice, and names that climb', async () => {
    await refusal(await zip(text('a', 'one'), text('a', 'two')));
    for (const name of ['../a', '/a', 'a\\b', 'a//b', './a', 'a/..', 'a b', '', 'é', 'a\0b'])
      await refusal(await zip(text(name, 'one')));
  });

  test('a header that contradicts the directory', async () => {
    const good = await zip(text('aa', 'one'), text('bb', 'two'));
    const second = good.indexOf(LOCAL, 4);
    await refusal(patched(good, second + 30, 0x63, 1));
    await refusal(patched(good, second + 8, 8));
    await refusal(patched(good, second + 14, 7, 4));
    await refusal(patched(good, second + 18, 2, 4));
    const flagged = patched(good, second + 6, 0x0801);
    await refusal(flagged);
    await refusal(patched(flagged, good.indexOf(CENTRAL, good.indexOf(CENTRAL) + 4) + 8, 0x0801));
  });

  test('a descriptor that contradicts the directory', async () => {
    const good = await zip(streamed('a', 'some text'));
    const descriptor = good.indexOf(Buffer.from('504b0708', 'hex'));
    for (const field of [0, 4, 8, 12]) await refusal(patched(good, descriptor + field, 99, 1));
  });

  test('two members in one place, and bytes that belong to none', async () => {
    const good = await zip(text('a', 'same'), text('b', 'same'));
    const second = good.indexOf(CENTRAL, good.indexOf(CENTRAL) + 4);
    await refusal(patched(good, second + 42, 0, 4));
    const first = good.indexOf(CENTRAL);
    const hidden = Buffer.concat([good.subarray(0, first), Buffer.from('hide'), good.subarray(first)]);
    await refusal(patched(hidden, hidden.length - 6, first + 4, 4));
  });

  /** The one member of an archive with an extra field in its header, in the directory, or in both. */
  async function withExtra(field: Buffer, where: 'header' | 'directory' | 'both'): Promise<Buffer> {
    const good = await zip(text('a', 'one'));
    const central = good.indexOf(CENTRAL);
    const [header, directory] = [where !== 'directory' ? field : '', where !== 'header' ? field : ''].map(
      (part) => Buffer.from(part),
    ) as [Buffer, Buffer];
    const local = Buffer.concat([
      patched(good, 28, header.length).subarray(0, 31),
      header,
      good.subarray(31, central),
    ]);
    const entry = Buffer.concat([
      patched(good, central + 30, directory.length).subarray(central, central + 47),
      directory,
    ]);
    const end = good.subarray(-22);
    const length = patched(end, 12, entry.length, 4);
    return Buffer.concat([local, entry, patched(length, 16, local.length, 4)]);
  }

  test('another name in an extra field, which other programs would read', async () => {
    const name = Buffer.from('b');
    const unicodePath = Buffer.alloc(9 + name.length);
    unicodePath.writeUInt16LE(0x7075, 0);
    unicodePath.writeUInt16LE(5 + name.length, 2);
    unicodePath.writeUInt8(1, 4);
    unicodePath.writeUInt32LE(nodeCrc32('a'), 5);
    name.copy(unicodePath, 9);
    for (const where of ['header', 'directory', 'both'] as const) {
      await refusal(await withExtra(unicodePath, where));
      await refusal(await withExtra(Buffer.from('5554', 'hex'), where));
      // When a file was written, which any program may add.
      const times = Buffer.from('555405000100000000', 'hex');
      expect(await unzip(await withExtra(times, where))).toEqual([['a', 'one']]);
    }
  });

  test('sizes before the data of a streamed member, where nothing can be known', async () => {
    const good = await zip(streamed('a', 'some text'));
    for (const field of [14, 18, 22]) await refusal(patched(good, field, 5, 4));
  });

  test('encryption and other compressions', async () => {
    const good = await zip(text('a', 'one'));
    const central = good.indexOf(CENTRAL);
    for (const [local, directory, value] of [
      [6, 8, 0x0801],
      [8, 10, 12],
    ] as const)
      await refusal(patched(patched(good, local, value), central + directory, value));
  });

  test('content that is not what was announced', async () => {
    const good = await zip(text('a', 'one two three'));
    const altered = patched(good, good.indexOf('two'), 0x54, 1);
    await refusal(altered);
  });

  test('a bomb', async () => {
    // Ten mebibytes of nothing, announced as they are: no ledger is so empty.
    const content = Buffer.alloc(10 << 20);
    const bomb = deflateRawSync(content);
    const plain = await zip({ name: 'a', bytes: bomb });
    const central = plain.indexOf(CENTRAL);
    const crc = nodeCrc32(content);
    const edits = (size: number): [at: number, value: number, width: 1 | 2 | 4][] => [
      [8, 8, 2],
      [14, crc, 4],
      [22, size, 4],
      [central + 10, 8, 2],
      [central + 16, crc, 4],
      [central + 24, size, 4],
    ];
    const forged = (size: number) =>
      edits(size).reduce((bytes, [at, value, width]) => patched(bytes, at, value, width), plain);
    await refusal(forged(content.length));
    // Announced as little: it is stopped where it swells over that.
    await refusal(forged(1000));
  });
});
