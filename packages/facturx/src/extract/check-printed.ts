import type { PageText } from '@scell/pdf';
import { type HybridFinding, info, warning } from './finding.ts';
import type { IdentifiedXml } from './identify-xml.ts';
import { type KeyFigures, keyFigures } from './key-figures.ts';
import { canonical, numbersIn } from './printed-amounts.ts';

/** Share of characters without a text from which on nothing is compared. */
const UNREADABLE = 0.1;

/** An amount of the XML, what it is called, and the words it stands beside on French, English and German pages. */
interface Amount {
  term: string;
  key: 'withVat' | 'due' | 'vat';
  en: string;
  fr: string;
  label: RegExp;
}

const AMOUNTS: readonly Amount[] = [
  {
    term: 'BT-112',
    key: 'withVat',
    en: 'total with VAT',
    fr: 'total TTC',
    label:
      /\b(?:total|montant)\s+(?:général\s+|facture\s+)?(?:t\.?t\.?c\b|toutes taxes)|\b(?:grand\s+)?total\s+(?:amount\s+)?\(?(?:incl|with|including)[a-z.]*\s+(?:of\s+)?(?:vat|tax)|\b(?:gesamt|brutto|rechnungs)(?:betrag|summe)\b|^\s*total\s*(?:[:€]|\b(?:eur|usd|chf|gbp)\b)?\s*(?=[\d\t €])/iu,
  },
  {
    term: 'BT-115',
    key: 'due',
    en: 'amount due',
    fr: 'net à payer',
    label:
      /\b(?:net|reste|solde|montant|total)\s+(?:dû|à\s+payer|a\s+payer)|\b(?:amount|balance|total)\s+(?:due|payable)|\b(?:zahlbetrag|zahlbar|zu\s+zahlen(?:der\s+betrag)?|offener\s+betrag|fälliger\s+betrag)\b/iu,
  },
  {
    term: 'BT-110',
    key: 'vat',
    en: 'total VAT',
    fr: 'total de TVA',
    label:
      /\b(?:total|montant)\s+(?:de\s+)?(?:la\s+)?t\.?v\.?a\b|\b(?:total\s+(?:vat|tax)|(?:vat|tax)\s+total)\b|\bsumme\s+(?:mwst|umsatzsteuer|ust)\b/iu,
  },
];

/**
 * The number and the totals of the XML against what the pages print. A contradiction is told only where another amount, which the XML has
 * nowhere, stands beside the words for it; an amount that is not found at all is an `info`, and so are pages whose letters have no text.
 */
export function checkPrinted(pages: readonly PageText[], xml: IdentifiedXml): HybridFinding[] {
  const figures = keyFigures(xml);
  if (figures.number === null && AMOUNTS.every(({ key }) => figures[key] === null)) return [];
  const characters = pages.reduce((sum, page) => sum + page.characters, 0);
  const unreadable = pages.reduce((sum, page) => sum + page.unreadable, 0);
  if (characters === 0 || unreadable > UNREADABLE * characters)
    return [
      info(
        'SCELL-HYBRID-NOT-COMPARED',
        'The pages have no text that can be read; they were not compared with the XML.',
        'Les pages n’ont pas de texte lisible ; elles n’ont pas été comparées au XML.',
      ),
    ];
  const lines = pages.flatMap((page) => page.lines);
  const known = amountsIn(xml);
  const printed = new Set(lines.flatMap((line) => numbersIn(line).flatMap(({ values }) => values)));
  const flow = pages.map((page) => page.flow).join('\n');
  const together = `${lines.join('\n')}\n${flow}`.replace(/[^\S\n]/gu, '');
  return [
    ...checkNumber(figures, [...lines, flow]),
    ...AMOUNTS.flatMap((amount) => checkAmount(amount, figures, lines, printed, together, known)),
  ];
}

function checkNumber({ number }: KeyFigures, texts: readonly string[]): HybridFinding[] {
  if (number === null) return [];
  const bare = (text: string) =>
    text
      .normalize('NFKC')
      .replace(/[^\p{L}\p{N}]/gu, '')
      .toLowerCase();
  if (bare(number) === '' || bare(texts.join('')).includes(bare(number))) return [];
  return [
    {
      ...info(
        'SCELL-HYBRID-NOT-FOUND',
        `The invoice number "${number}" (BT-1) was not found on the pages.`,
        `Le numéro de facture « ${number} » (BT-1) n’a pas été trouvé sur les pages.`,
      ),
      term: 'BT-1',
    },
  ];
}

function checkAmount(
  { term, key, label, en, fr }: Amount,
  figures: KeyFigures,
  lines: readonly string[],
  printed: ReadonlySet<string>,
  together: string,
  known: ReadonlySet<string>,
): HybridFinding[] {
  const expected = figures[key];
  const value = expected === null ? undefined : canonical(expected);
  // Zero is often left out or written in words.
  if (expected === null || value === undefined || value === '0') return [];
  if (printed.has(value) || isSpacedOut(value, together)) return [];
  for (const line of lines) {
    const words = label.exec(line);
    if (words === null) continue;
    const after = words.index + words[0].length;
    const amounts = numbersIn(line).filter(
      ({ index, rate, text }) => index >= after && !rate && /[.,]\d{2}$/.test(text),
    );
    const other = amounts.at(-1);
    if (other === undefined || amounts.some(({ values }) => values.some((found) => known.has(found))))
      continue;
    return [
      {
        ...warning(
          'SCELL-HYBRID-PRINTED',
          `The page prints ${other.text} as ${en}, the XML (${term}) has ${expected}.`,
          `La page imprime ${other.text} comme ${fr}, le XML (${term}) a ${expected}.`,
        ),
        term,
        figures: { found: other.text, expected },
      },
    ];
  }
  return [
    {
      ...info(
        'SCELL-HYBRID-NOT-FOUND',
        `The ${en} of the XML (${term}), ${expected}, was not found on the pages.`,
        `Le ${fr} du XML (${term}), ${expected}, n’a pas été trouvé sur les pages.`,
      ),
      term,
    },
  ];
}

/** Every number of the XML: what the page may print beside any words. */
function amountsIn({ root }: IdentifiedXml): Set<string> {
  const amounts = new Set<string>();
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    waiting.push(...node.children);
    if (node.children.length > 0) continue;
    const value = canonical(node.text);
    if (value !== undefined) amounts.add(value);
  }
  return amounts;
}

/** The digits of an amount that is set letter by letter. */
function isSpacedOut(value: string, together: string): boolean {
  const [whole = '', fraction = ''] = value.split('.');
  const digits = [...whole].join("[.,'’]?");
  const pattern = fraction === '' ? `${digits}(?:[.,]0+)?` : `${digits}[.,]${fraction}0*`;
  return new RegExp(`(?<![\\d.,])${pattern}(?!\\d)`).test(together);
}
