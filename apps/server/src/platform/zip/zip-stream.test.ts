import { expect, test } from 'vitest';
import { unzip } from '../../../test/support/unzip.ts';
import { type ZipMember, zipStream } from './zip-stream.ts';

// Whether other makers' programs read these archives is asked in oracles/archive.oracle.test.ts.

const modifiedAt = new Date('2026-05-06T08:00:00Z');

async function archive(members: AsyncIterable<ZipMember>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(zipStream(members)));
}

async function* of(...members: Pick<ZipMember, 'path' | 'content'>[]): AsyncGenerator<ZipMember> {
  for (const member of members) yield { ...member, modifiedAt };
}

async function* parts(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

test('whole members and members in parts come out as they went in', async () => {
  const zip = await archive(
    of(
      { path: 'été/facture.xml', content: Buffer.from('<a/>') },
      { path: 'vide', content: Buffer.alloc(0) },
      { path: 'index.csv', content: parts('un;', 'deux\n') },
      { path: 'nothing in parts', content: parts() },
    ),
  );
  expect([...unzip(zip)].map(([name, content]) => [name, content.toString()])).toEqual([
    ['été/facture.xml', '<a/>'],
    ['vide', ''],
    ['index.csv', 'un;deux\n'],
    ['nothing in parts', ''],
  ]);
});

test('an archive of nothing is one, and the same members give the same bytes', async () => {
  expect([...unzip(await archive(of()))]).toEqual([]);
  const once = () => archive(of({ path: 'a', content: parts('x'.repeat(200_000)) }));
  expect((await once()).equals(await once())).toBe(true);
});

test('more members than 16 bits can count are all there', async () => {
  const many = async function* () {
    for (let i = 0; i < 66_000; i++) yield { path: `${i}`, content: Buffer.from([i & 255]), modifiedAt };
  };
  const members = unzip(await archive(many()));
  expect(members.size).toBe(66_000);
  expect(members.get('65999')).toEqual(Buffer.from([65_999 & 255]));
}, 60_000);

test('what fails on the way fails the archive; who stops reading stops what is read', async () => {
  const failing = async function* () {
    yield Buffer.from('half');
    throw new Error('the disk is gone');
  };
  await expect(archive(of({ path: 'a', content: failing() }))).rejects.toThrow('the disk is gone');

  let closed = false;
  const endless = async function* () {
    try {
      for (;;) yield Buffer.from(String(Math.random()).repeat(1_000));
    } finally {
      closed = true;
    }
  };
  let read = 0;
  for await (const part of zipStream(of({ path: 'a', content: endless() }))) {
    read += part.length;
    if (read > 100_000) break;
  }
  await expect.poll(() => closed).toBe(true);
});
