import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readFonts } from '../fonts.ts';
import { localContentStore } from '../storage/content-store.ts';
import { inlineMaker, type StoredFile, threadMaker } from './document-maker.ts';
import type { RenderJob } from './render-files.ts';

const party = {
  name: 'Acme SAS',
  legalId: { value: '123456789', scheme: '0002' },
  vatId: 'FR12345678901',
  address: { line1: '1 Rue', city: 'Paris', postCode: '75001', country: 'FR' },
};

function job(number: string, changes: Partial<RenderJob> = {}): RenderJob {
  return {
    kinds: ['facturx', 'cii', 'ubl'],
    invoiceId: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0000',
    number,
    document: JSON.stringify({
      issueDate: '2026-05-06',
      typeCode: '380',
      currency: 'EUR',
      dueDate: '2026-06-05',
      specification: 'urn:cen.eu:en16931:2017',
      seller: party,
      buyer: { name: 'Globex', address: party.address },
      totals: { lineNet: '10.00', withoutVat: '10.00', vat: '2.00', withVat: '12.00', due: '12.00' },
      vatBreakdown: [{ taxableAmount: '10.00', taxAmount: '2.00', category: 'S', rate: '20' }],
      lines: [
        {
          id: '1',
          quantity: '1',
          unitCode: 'C62',
          netAmount: '10.00',
          price: { net: '10' },
          vatCategory: 'S',
          vatRate: '20',
          name: 'Conseil',
        },
      ],
    }),
    rendering: {
      language: 'fr',
      output_format: 'ubl',
      footer: null,
      primary_color: '#204060',
      logo_sha256: null,
    },
    recordedAt: new Date('2026-05-06T08:00:00Z'),
    logo: null,
    ...changes,
  };
}

const folder = await mkdtemp(join(tmpdir(), 'scell-documents-'));
const threads = threadMaker(join(folder, 'threads'), 2);
afterAll(async () => {
  await threads.close();
  await rm(folder, { recursive: true, force: true });
});

test('threads and the calling thread store the same bytes, however many at once', async () => {
  const inline = inlineMaker(await readFonts(), join(folder, 'inline'));
  const numbers = Array.from({ length: 12 }, (_, n) => `ACME-202605-${String(n + 1).padStart(5, '0')}`);
  const there = await Promise.all(numbers.map((number) => threads.make(job(number))));
  for (const [index, number] of numbers.entries()) {
    const here = await inline.make(job(number));
    const names = (files: StoredFile[] = []) =>
      files.map(({ kind, sha256, size }) => [kind, Buffer.from(sha256).toString('hex'), size]);
    expect(names(there[index])).toEqual(names(here));
    expect(here.map(({ kind }) => kind)).toEqual(['facturx', 'cii', 'ubl']);
  }
  const [first] = there[0] ?? [];
  const stored = await localContentStore(join(folder, 'threads')).get(first?.sha256 ?? new Uint8Array());
  expect(stored.subarray(0, 5).toString()).toBe('%PDF-');
});

test('only the kinds asked for are made', async () => {
  expect((await threads.make(job('A-0', { kinds: ['ubl'] }))).map(({ kind }) => kind)).toEqual(['ubl']);
});

test('a job that cannot be drawn is an error of its own, and the thread goes on', async () => {
  await expect(threads.make(job('A-1', { document: '{' }))).rejects.toThrow(/JSON/);
  await expect(threads.make(job('A-2', { logo: new Uint8Array([1, 2, 3]) }))).rejects.toThrow();
  expect(await threads.make(job('A-3'))).toHaveLength(3);
});
