import { readText } from '@scell/pdf';
import { expect, test } from 'vitest';
import { PAPERS } from '../../../../test/support/papers.ts';
import { readFonts } from '../../../platform/fonts.ts';
import { printPaper } from './print.ts';

const fonts = await readFonts();
const at = new Date('2026-05-06T08:00:00Z');

const print = (text: string) =>
  printPaper(
    { fonts },
    { title: 'Titre', identity: text, blocks: [{ kind: 'facts', rows: [['Nom', { text, tone: 'good' }]] }] },
    { author: text, at, id: 'x' },
  );

test('a character no font of ours has is written as its code point', () => {
  const [page] = readText(print('Ōta 請 SARL'));
  expect(page?.lines).toContain('Nom\tŌta [U+8ACB] SARL');
  expect(page?.unreadable).toBe(0);
});

test('dates of the file are those of the paper', () => {
  expect(Buffer.from(print('x')).toString('latin1')).toContain('2026-05-06T08:00:00+00:00');
});

test.each(PAPERS)('the paper %s is the same bytes each time', async (_, make) => {
  expect(Buffer.compare((await make()).pdf, (await make()).pdf)).toBe(0);
});

test.each(PAPERS)('the paper %s says on each page which it is, and numbers it', async (_, make) => {
  const pages = readText((await make()).pdf);
  expect(pages.length).toBeGreaterThan(1);
  for (const [i, { flow, unreadable }] of pages.entries()) {
    expect(flow).toContain('modèle 1');
    expect(flow).toContain('Scell 1.0.0');
    expect(flow).toContain(`Page ${i + 1} / ${pages.length}`);
    expect(unreadable).toBe(0);
  }
});

test.each(PAPERS.filter(([name]) => name !== 'audit-trail'))(
  'the paper %s says what the law leaves open and who answers',
  async (_, make) => {
    const text = readText((await make()).pdf)
      .map(({ flow }) => flow)
      .join('')
      .replace(/\s/g, '');
    for (const words of [
      'n’entre pas dans le champ de l’article 286, I, 3° bis',
      'La loi n° 2025-127 (art. 43) a supprimé',
      'À compter du 1er janvier 2027',
      'ni n’agrée ce logiciel ; la CNIL n’a pas de rôle',
      'n’est certifié ni NF525',
    ])
      expect(text).toContain(words.replace(/\s/g, ''));
  },
);
