import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interFile } from '../../test/fonts.ts';
import { Name, PdfReader, type PdfValue, type Reference } from '../../test/read-pdf.ts';
import { MissingGlyphsError } from '../errors.ts';
import { Font } from '../font.ts';
import { readText } from '../text/read-text.ts';
import type { Block, Paper } from './block.ts';
import { type PaperOptions, renderPaper } from './render-paper.ts';

const fonts = { regular: new Font(interFile('regular')), bold: new Font(interFile('bold')) };
const options: PaperOptions = {
  fonts,
  language: 'fr-FR',
  author: 'Acme',
  creator: 'Test',
  creationDate: '2026-05-06T10:00:00+02:00',
  id: 'paper 1',
};

function render(blocks: Block[], more: Partial<Paper> = {}): Uint8Array {
  return renderPaper({ title: 'Titre du papier', identity: 'Papier 7 · modèle 2', blocks, ...more }, options);
}

/** The lines of every page. */
function pagesOf(pdf: Uint8Array): string[][] {
  return readText(pdf).map(({ lines }) => [...lines]);
}

/** Words one after another, as a reader goes through the pages, without what every page repeats. */
function wordsOf(pdf: Uint8Array): string {
  return pagesOf(pdf)
    .flat()
    .filter((line) => !/^(Papier 7|Page \d|Titre du papier$)/.test(line))
    .join(' ')
    .replace(/\s+/g, ' ');
}

const sentences = (count: number) =>
  Array.from({ length: count }, (_, i) => `La phrase ${i} dit la même chose que les autres.`).join(' ');

describe('what is on the page', () => {
  it('sets every kind of block, in order', () => {
    const text = wordsOf(
      render([
        { kind: 'heading', level: 1, text: 'Partie' },
        { kind: 'heading', level: 2, text: 'Chapitre' },
        { kind: 'paragraph', text: 'Un paragraphe.' },
        { kind: 'list', items: ['pomme', 'poire'] },
        { kind: 'list', ordered: true, items: ['premier', 'second'] },
        {
          kind: 'facts',
          rows: [
            ['Nom', 'Acme'],
            ['État', { text: 'clos', tone: 'good' }],
          ],
        },
        { kind: 'notice', tone: 'warning', title: 'Attention', paragraphs: ['Mot un.', 'Mot deux.'] },
        {
          kind: 'table',
          columns: [
            { head: 'Clé', share: 2 },
            { head: 'Valeur', share: 1, align: 'right' },
          ],
          rows: [
            ['a', '1,00'],
            ['b', { text: '2,00', tone: 'warning' }],
          ],
        },
        { kind: 'blanks', labels: ['Date', 'Signature'] },
      ]),
    );
    expect(text).toBe(
      'Partie Chapitre Un paragraphe. • pomme • poire 1. premier 2. second Nom Acme État clos Attention Mot un. Mot deux. ' +
        'Clé Valeur a 1,00 b 2,00 Date Signature',
    );
  });

  it('numbers every page and says on each which document it is and what it is not', () => {
    const pages = pagesOf(
      render([{ kind: 'paragraph', text: sentences(300) }], { mark: 'PROJET – sans valeur' }),
    );
    expect(pages.length).toBeGreaterThan(2);
    for (const [i, lines] of pages.entries()) {
      expect(lines.join('\n')).toContain(`Page ${i + 1} / ${pages.length}`);
      expect(lines.join('\n')).toContain('Papier 7 · modèle 2');
      expect(lines.join('\n')).toContain('PROJET – sans valeur');
      expect(lines.filter((line) => line === 'Titre du papier')).toHaveLength(1);
    }
  });

  it('starts a page where one is asked for, and none at the top of a page', () => {
    const broken = render([
      { kind: 'paragraph', text: 'Un' },
      { kind: 'pageBreak' },
      { kind: 'pageBreak' },
      { kind: 'paragraph', text: 'Deux' },
    ]);
    expect(pagesOf(broken)).toHaveLength(2);
  });

  it('repeats the head of a table on every page, and reads it out once', () => {
    const rows = Array.from({ length: 80 }, (_, i) => [`clé ${i}`, `valeur ${i}`]);
    const pdf = render([
      {
        kind: 'table',
        columns: [
          { head: 'Colonne', share: 1 },
          { head: 'Autre', share: 1 },
        ],
        rows,
      },
    ]);
    const pages = pagesOf(pdf);
    expect(pages.length).toBeGreaterThan(1);
    for (const lines of pages) expect(lines.join(' ')).toContain('Colonne');
    expect(structureOf(pdf).match(/\/S \/TH/g)).toHaveLength(2);
  });

  it('keeps headings with the table they head, its head and its first row', () => {
    for (let count = 25; count < 45; count++) {
      const pages = pagesOf(
        render([
          { kind: 'list', items: Array.from({ length: count }, (_, i) => `ligne ${i}`) },
          { kind: 'heading', level: 1, text: 'Suite' },
          { kind: 'heading', level: 2, text: 'Détail' },
          { kind: 'table', columns: [{ head: 'H', share: 1 }], rows: [[`Rang ${sentences(8)}`]] },
        ]),
      );
      const page = pages.find((lines) => lines.includes('Suite'))?.join(' ');
      expect(page).toContain('Détail');
      expect(page).toContain('Rang');
    }
  });

  it('keeps a heading with what it heads', () => {
    for (let count = 60; count < 100; count++) {
      const pages = pagesOf(
        render([
          { kind: 'list', items: Array.from({ length: count }, (_, i) => `ligne ${i}`) },
          { kind: 'heading', level: 1, text: 'Suite' },
          { kind: 'paragraph', text: 'Le texte de la suite.' },
        ]),
      );
      const page = pages.find((lines) => lines.includes('Suite'));
      expect(page).toContain('Le texte de la suite.');
    }
  });

  it('keeps a digest whole where its place lets it', () => {
    const digest = '0123456789abcdef'.repeat(4);
    const pdf = render([
      {
        kind: 'facts',
        rows: [
          ['A', { text: digest, tone: 'digest' }],
          ['B', digest],
        ],
      },
    ]);
    const words = pagesOf(pdf).flat().join(' ').split(/\s/);
    expect(words.filter((word) => word === digest)).toHaveLength(1);
  });

  it('breaks a row that is higher than a page, and loses nothing of it', () => {
    const text = sentences(250);
    const pdf = render([{ kind: 'table', columns: [{ head: 'H', share: 1 }], rows: [[text]] }]);
    expect(wordsOf(pdf).replace(/\bH\b /g, '')).toContain(text);
  });
});

describe('what the file says of itself', () => {
  const pdf = render([
    { kind: 'heading', level: 1, text: 'Partie' },
    { kind: 'facts', rows: [['Nom', 'Acme']] },
  ]);

  it('claims PDF/A-3a and PDF/UA-1, and says that it is tagged', () => {
    const { xmp, catalog } = new PdfReader(pdf);
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>');
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(catalog.get('MarkInfo')).toEqual(new Map([['Marked', true]]));
  });

  it('leads from every marked piece of a page to the element that owns it, and back', () => {
    const reader = new PdfReader(
      render([
        { kind: 'list', items: Array.from({ length: 60 }, (_, i) => `ligne ${i}`) },
        { kind: 'paragraph', text: sentences(60) },
      ]),
    );
    const tree = reader.dictionary(reader.catalog.get('StructTreeRoot'));
    const nums = reader.dictionary(tree.get('ParentTree')).get('Nums') as PdfValue[];
    const pages = reader.dictionary(reader.catalog.get('Pages')).get('Kids') as Reference[];
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, page] of pages.entries()) {
      expect(reader.dictionary(page).get('StructParents')).toBe(index);
      const owners = nums[2 * index + 1] as Reference[];
      const content = Buffer.from(reader.stream(reader.dictionary(page).get('Contents'))).toString('latin1');
      const marks = [...content.matchAll(/\/(\w+) <<\/MCID (\d+)>> BDC/g)];
      expect(marks.map(([, , id]) => Number(id))).toEqual(owners.map((_, id) => id));
      for (const [id, [, type = '']] of marks.entries()) {
        const element = reader.dictionary(owners[id]);
        expect(element.get('S')).toEqual(new Name(type));
        const pieces = (element.get('K') as PdfValue[]).filter((kid) => kid instanceof Map);
        const own = pieces.filter(
          (piece) => piece.get('MCID') === id && (piece.get('Pg') as Reference).id === page.id,
        );
        expect(own).toHaveLength(1);
      }
      // Nothing is drawn outside of an element or an artifact.
      const outside = content.replace(/(?:BDC|BMC)\n.*?\nEMC/gs, '');
      expect(outside).not.toMatch(/ Tj|\bre\b|\bS$/m);
    }
  });

  it('is the same bytes for the same paper, and others for another id', () => {
    const again = render([
      { kind: 'heading', level: 1, text: 'Partie' },
      { kind: 'facts', rows: [['Nom', 'Acme']] },
    ]);
    expect(Buffer.compare(pdf, again)).toBe(0);
    const other = renderPaper(
      { title: 'Titre du papier', identity: 'i', blocks: [] },
      { ...options, id: '2' },
    );
    expect(Buffer.compare(pdf, other)).not.toBe(0);
  });
});

it('refuses a text the fonts cannot draw', () => {
  expect(() => render([{ kind: 'paragraph', text: '請求書' }])).toThrow(MissingGlyphsError);
});

const words = fc.array(fc.stringMatching(/^[a-zé]{1,12}$/), { minLength: 1, maxLength: 60 });

it('never loses or repeats a word, whatever the lengths', () => {
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 25 }), (paragraphs) => {
      const texts = paragraphs.map((list) => list.join(' '));
      const blocks = texts.flatMap((text, i): Block[] =>
        i % 3 === 0
          ? [{ kind: 'paragraph', text }]
          : i % 3 === 1
            ? [{ kind: 'list', items: [text] }]
            : [{ kind: 'notice', tone: 'plain', title: 'x', paragraphs: [text] }],
      );
      const expected = texts.map((text, i) => (i % 3 === 0 ? text : i % 3 === 1 ? `• ${text}` : `x ${text}`));
      expect(wordsOf(render(blocks))).toBe(expected.join(' '));
    }),
    { numRuns: 25 },
  );
});

function structureOf(pdf: Uint8Array): string {
  return Buffer.from(pdf).toString('latin1');
}
