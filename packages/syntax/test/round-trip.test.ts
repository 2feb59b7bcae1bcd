/** Official and mutated documents that the CEN rules accept, read and written again in both syntaxes; the corpus lies beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { add, isDecimal, trimZeros } from '@scell/core';
import type { AllowanceCharge, Identifier, Invoice } from '@scell/en16931';
import { describe, expect, it } from 'vitest';
import { readInvoice } from '../src/read-invoice.ts';
import { writeCii } from '../src/write-cii.ts';
import { writeUbl } from '../src/write-ubl.ts';
import { readXml } from '../src/xml/read-xml.ts';

const corpus = resolve(import.meta.dirname, '../../../../shared/corpus');

interface Entry {
  file: string;
  syntax: 'cii' | 'ubl';
  verdicts: { en16931: Record<string, number | boolean> };
}

/** Every accepted document that fits the model, by name. */
function documents(folder: string): { name: string; syntax: 'cii' | 'ubl'; invoice: Invoice }[] {
  const entries: Entry[] = JSON.parse(readFileSync(join(corpus, folder, 'verdicts.json'), 'utf8'));
  return entries.flatMap(({ file, syntax, verdicts }) => {
    const refused = Object.keys(verdicts.en16931).some((key) => key === 'aborted' || key.endsWith('[fatal]'));
    if (refused) return [];
    const { invoice, irregularities } = readInvoice(readXml(readFileSync(join(corpus, folder, file))));
    const fits = irregularities.every(({ kind }) => kind === 'unknown-code');
    return fits ? [{ name: `${folder}/${file}`, syntax, invoice }] : [];
  });
}

const identifiersInOrder = (list: Identifier[] | undefined) =>
  list === undefined ? {} : { identifiers: list.toSorted((a, b) => (a.scheme ? 1 : 0) - (b.scheme ? 1 : 0)) };

/**
 * The invoice as any writer may give it back: rates without trailing zeros, identifiers without a scheme first (the order of the CII schema),
 * the gross price that a discount implies, no unit of a base quantity that is absent.
 */
function normal(invoice: Invoice): Invoice {
  const rate = (value: string | undefined) =>
    value !== undefined && isDecimal(value) ? trimZeros(value) : value;
  const rated = (item: AllowanceCharge) => ({
    ...item,
    ...(item.percentage === undefined ? {} : { percentage: rate(item.percentage) ?? '' }),
    ...(item.vatRate === undefined ? {} : { vatRate: rate(item.vatRate) ?? '' }),
  });
  const lines = invoice.lines.map((line) => {
    const { baseQuantityUnit, ...price } = line.price;
    const { discount, gross = discount === undefined ? undefined : add(price.net, discount) } = price;
    return {
      ...line,
      ...(line.vatRate === undefined ? {} : { vatRate: rate(line.vatRate) ?? '' }),
      ...(line.allowances ? { allowances: line.allowances.map(rated) } : {}),
      ...(line.charges ? { charges: line.charges.map(rated) } : {}),
      price: {
        ...price,
        ...(gross === undefined ? {} : { gross }),
        ...(price.baseQuantity === undefined || baseQuantityUnit === undefined ? {} : { baseQuantityUnit }),
      },
    };
  });
  return {
    ...invoice,
    seller: { ...invoice.seller, ...identifiersInOrder(invoice.seller.identifiers) },
    buyer: { ...invoice.buyer, ...identifiersInOrder(invoice.buyer.identifiers) },
    ...(invoice.allowances ? { allowances: invoice.allowances.map(rated) } : {}),
    ...(invoice.charges ? { charges: invoice.charges.map(rated) } : {}),
    vatBreakdown: invoice.vatBreakdown.map((tax) => ({
      ...tax,
      ...(tax.rate === undefined ? {} : { rate: rate(tax.rate) ?? '' }),
    })),
    lines,
  };
}

describe.skipIf(!existsSync(corpus)).each(['en16931', 'mutants'])(
  'the accepted documents of %s (skipped without the corpus)',
  (folder) => {
    it.each([
      ['CII', writeCii],
      ['UBL', writeUbl],
    ])('keep every term through %s', (_, write) => {
      const different = documents(folder).flatMap(({ name, invoice }) => {
        const again = readInvoice(readXml(write(invoice)));
        const same = isDeepStrictEqual(normal(again.invoice), normal(invoice));
        return same && again.unread.length === 0 ? [] : [name];
      });
      expect(different).toEqual([]);
    });
  },
);
