import { isCurrency } from '@scell/en16931';
import type { ColumnFormat } from '../columns.ts';
import { scaled } from '../money.ts';
import { type Header, readHeader } from './header.ts';
import { LineReader, type ReadLine } from './lines.ts';
import { type Gap, NumberRuns, splitNumber } from './numbers.ts';
import type { FecFinding, FecPlace, FecReport } from './report.ts';
import { RULE_IDS, RULES, type RuleId } from './rules.ts';
import { OpenSums } from './sums.ts';
import { readAmount, readDate, readSide, UNIT, unitsText } from './values.ts';

/** What is known of a file beside its bytes. */
export interface FecContext {
  /** Judged against SIRENFECAAAAMMJJ; its date is the end of the accounting year. */
  fileName?: string | undefined;
  /** First and last day of the accounting year, YYYY-MM-DD; the end wins over the one in the name. */
  start?: string | undefined;
  end?: string | undefined;
}

/** Places told of a rule; all are counted. */
const PLACES = 50;
/** How much is held of what does not come in order, before the check says that it gave up. */
const CAPACITY = 200_000;
/** Lines of one entry that are compared with each other. */
const TWINS = 1_000;

const FILE_NAME = /^(\d{9})FEC(\d{4})(\d{2})(\d{2})(?:\.[A-Za-z0-9]+)?$/;

const FAILURES = {
  xml: {
    fr: 'Le fichier est un FEC en XML : ce contrôle lit la forme à plat. Exportez-le ainsi, ou jugez-le par le schéma XSD de l’administration.',
    en: 'The file is a FEC in XML: this check reads the flat form. Export it so, or judge it by the XSD schema of the administration.',
  },
  'utf-16': {
    fr: 'Le fichier est en UTF-16. Enregistrez-le en UTF-8 ou en ISO 8859-15.',
    en: 'The file is in UTF-16. Save it as UTF-8 or ISO 8859-15.',
  },
  'not-text': {
    fr: 'Ce n’est pas un fichier de texte : il contient des octets nuls.',
    en: 'This is no text file: it has null bytes.',
  },
} as const;

/** An entry whose lines come one after the other. */
interface CurrentEntry {
  key: string;
  date: string;
  validDate: string;
  lines: Set<string>;
}

/**
 * Judges a FEC by LPF art. A47 A-1, the checks of the administration's Test Compta Demat, and the questions that follow.
 * Bytes are handed over as they come, and memory does not grow with the file: only what is out of order is held, up to a bound
 * that the report tells when it was met.
 */
export class FecChecker {
  readonly #reader = new LineReader();
  readonly #found = new Map<RuleId, { count: number; places: FecPlace[] }>();
  readonly #encodings = new Set<ReadLine['encoding']>();
  readonly #entrySums = new OpenSums(CAPACITY);
  readonly #matchingSums = new OpenSums(CAPACITY);
  readonly #monthSums = new Map<string, bigint>();
  readonly #journals = new Map<string, { label: string; lines: number; debit: bigint; credit: bigint }>();
  readonly #accountLabels = new Map<string, string>();
  readonly #inFile = new NumberRuns(CAPACITY);
  readonly #inJournals = new NumberRuns(CAPACITY);
  #failure: keyof typeof FAILURES | null = null;
  #started = false;
  #lineNumber = 0;
  #header: Header | null = null;
  #stopped = false;
  #lines = 0;
  #entries = 0;
  #debit = 0n;
  #credit = 0n;
  #firstDate: string | null = null;
  #lastDate: string | null = null;
  #lastValidDate = '';
  #entry: CurrentEntry | null = null;
  #yearStart: string | undefined;
  #yearEnd: string | undefined;
  #full = new Set<string>();

  constructor(context: FecContext) {
    this.#yearStart = context.start;
    this.#yearEnd = context.end;
    if (context.fileName !== undefined) this.#judgeName(context.fileName);
  }

  /** Reads the next bytes. */
  write(bytes: Uint8Array): void {
    if (this.#stopped) return;
    if (!this.#started && isUtf16(bytes)) {
      this.#fail('utf-16');
      return;
    }
    this.#started = true;
    for (const line of this.#reader.read(bytes)) {
      this.#read(line);
      if (this.#stopped) return;
    }
  }

  /** Ends the file. */
  end(): FecReport {
    if (!this.#stopped) {
      const last = this.#reader.end();
      if (last !== null) this.#read(last);
    }
    if (!this.#stopped) this.#judgeWhole();
    return {
      failure: this.#failure === null ? null : { code: this.#failure, text: FAILURES[this.#failure] },
      encoding: this.#encoding(),
      separator: this.#header === null ? null : this.#header.separator === '\t' ? 'tab' : 'pipe',
      amounts: this.#header?.amounts ?? null,
      extraColumns: this.#header?.extraColumns ?? [],
      lines: this.#lines,
      entries: this.#entries,
      debit: centsOfUnits(this.#debit),
      credit: centsOfUnits(this.#credit),
      journals: [...this.#journals].map(([code, { label, lines, debit, credit }]) => ({
        code,
        label,
        lines,
        debit: centsOfUnits(debit),
        credit: centsOfUnits(credit),
      })),
      firstDate: this.#firstDate,
      lastDate: this.#lastDate,
      findings: this.#findings(),
    };
  }

  #judgeName(fileName: string): void {
    const [, siren, year, month, day] = FILE_NAME.exec(fileName) ?? [];
    const end = readDate(`${year}${month}${day}`);
    if (siren === undefined || 'broken' in end) {
      this.#find('file-name', { line: null, value: fileName });
      return;
    }
    this.#yearEnd ??= end.value;
    // An accounting year may have 24 months at most.
    this.#yearStart ??= `${Number(end.value.slice(0, 4)) - 2}${end.value.slice(4)}`;
  }

  #fail(code: keyof typeof FAILURES): void {
    this.#failure = code;
    this.#stopped = true;
  }

  #read({ text, encoding }: ReadLine): void {
    this.#lineNumber += 1;
    if (text === null) {
      this.#find('line-length');
      return;
    }
    this.#encodings.add(encoding);
    if (this.#lineNumber === 1) this.#readHeader(text);
    else this.#readLine(text, encoding);
  }

  #readHeader(line: string): void {
    const marked = line.startsWith('\ufeff') || line.startsWith('ï»¿');
    const text = marked ? line.replace(/^(?:\ufeff|ï»¿)/, '') : line;
    const foreign = text.includes('\0') ? 'not-text' : text.trimStart().startsWith('<') ? 'xml' : null;
    if (foreign !== null) {
      this.#fail(foreign);
      return;
    }
    if (marked) this.#find('byte-order-mark');
    const header = readHeader(text);
    if ('broken' in header) {
      this.#find(header.broken, { value: text });
      this.#stopped = true;
      return;
    }
    this.#header = header;
    for (const { rule, value, expected } of header.problems) {
      this.#find(rule, { column: expected ?? value, value, expected });
    }
  }

  #readLine(text: string, encoding: ReadLine['encoding']): void {
    const header = this.#header;
    if (header === null) return;
    if (text.trim() === '') {
      this.#find('line-empty');
      return;
    }
    this.#lines += 1;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
    if (/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text)) this.#find('control-character');
    if (encoding === 'iso-8859-15' && /[\x80-\x9f]/.test(text))
      this.#find('encoding-windows', { value: text });
    const fields = text.split(header.separator);
    if (fields.length !== header.width) {
      this.#find('field-count', { value: String(fields.length), expected: String(header.width) });
      return;
    }
    this.#judgeFields(header, fields, text);
  }

  #judgeFields(header: Header, fields: readonly string[], text: string): void {
    const values = new Map<string, string>();
    const dates = new Map<string, string>();
    const amounts = new Map<string, bigint>();
    for (const { column, at } of header.columns) {
      const value = fields[at]?.trim() ?? '';
      values.set(column.name, value);
      if (value === '') {
        if (column.name === 'Debit' || column.name === 'Credit')
          this.#find('amount-empty', { column: column.name });
        else if (column.required) this.#find('field-required', { column: column.name });
      } else this.#judgeFormat(column.name, column.format, value, dates, amounts);
    }
    const of = (name: string) => values.get(name) ?? '';
    this.#judgeTexts(of);
    const amount = this.#judgeSides(header, values, amounts);
    this.#judgeDate(dates.get('EcritureDate'));
    this.#judgeValidDate(dates.get('ValidDate'));
    this.#judgeEntry(of, dates, text);
    this.#addUp(of, dates.get('EcritureDate'), amount);
  }

  #judgeFormat(
    name: string,
    format: ColumnFormat,
    value: string,
    dates: Map<string, string>,
    amounts: Map<string, bigint>,
  ): void {
    if (format === 'text') return;
    const read = format === 'date' ? readDate(value) : readAmount(value);
    if ('broken' in read) this.#find(read.broken, { column: name, value });
    else if (typeof read.value === 'string') dates.set(name, read.value);
    else {
      amounts.set(name, read.value);
      if (read.value % 10_000n !== 0n) this.#find('amount-precision', { column: name, value });
    }
  }

  #judgeTexts(of: (name: string) => string): void {
    const account = of('CompteNum');
    if (account !== '') {
      if (!/^\d{3}/.test(account)) this.#find('account-number', { column: 'CompteNum', value: account });
      else if (!/^[1-8]/.test(account)) this.#find('account-class', { column: 'CompteNum', value: account });
      this.#judgeLabel(this.#accountLabels, account, of('CompteLib'), 'account-label', 'CompteLib');
    }
    const halves = [
      ['CompAuxNum', 'CompAuxLib', 'auxiliary-half'],
      ['EcritureLet', 'DateLet', 'matching-half'],
      ['Montantdevise', 'Idevise', 'currency-half'],
    ] as const;
    for (const [one, other, rule] of halves) {
      // Some write an amount of zero where there is no foreign currency.
      const none = one === 'Montantdevise' && of(other) === '' && /^0*(?:,0*)?$/.test(of(one));
      const first = none ? '' : of(one);
      if ((first === '') !== (of(other) === '')) this.#find(rule, { column: first === '' ? one : other });
    }
    const currency = of('Idevise');
    if (currency !== '' && !isCurrency(currency))
      this.#find('currency-code', { column: 'Idevise', value: currency });
  }

  /** One name for one number. */
  #judgeLabel(
    labels: Map<string, string>,
    key: string,
    label: string,
    rule: 'account-label',
    column: string,
  ): void {
    const known = labels.get(key);
    if (known === undefined) {
      if (labels.size < CAPACITY) labels.set(kept(key), kept(label));
      else this.#full.add(column);
    } else if (known !== label && known !== kept(label))
      this.#find(rule, { column, value: label, expected: known });
  }

  /** The amount of the line: positive on the debit side. */
  #judgeSides(
    header: Header,
    values: ReadonlyMap<string, string>,
    amounts: ReadonlyMap<string, bigint>,
  ): bigint {
    if (header.amounts === 'montant-sens') {
      const text = values.get('Sens') ?? '';
      const side = readSide(text);
      const amount = amounts.get('Montant') ?? 0n;
      if ('broken' in side) {
        if (text !== '') this.#find('side', { column: 'Sens', value: text });
        return 0n;
      }
      if (amounts.get('Montant') === 0n)
        this.#find('amount-zero', { column: 'Montant', value: values.get('Montant') ?? null });
      if (side.value === 1n) this.#debit += amount;
      else this.#credit += amount;
      return side.value * amount;
    }
    const debit = amounts.get('Debit') ?? 0n;
    const credit = amounts.get('Credit') ?? 0n;
    if (debit !== 0n && credit !== 0n)
      this.#find('debit-and-credit', { column: 'Credit', value: values.get('Credit') ?? null });
    const readable = [...['Debit', 'Credit']].every((name) => values.get(name) === '' || amounts.has(name));
    if (debit === 0n && credit === 0n && readable)
      this.#find('amount-zero', { column: 'Debit', value: values.get('Debit') ?? null });
    this.#debit += debit;
    this.#credit += credit;
    return debit - credit;
  }

  #judgeDate(date: string | undefined): void {
    if (date === undefined) return;
    if (this.#firstDate === null || date < this.#firstDate) this.#firstDate = date;
    if (this.#lastDate === null || date > this.#lastDate) this.#lastDate = date;
    if (this.#yearEnd !== undefined && date > this.#yearEnd)
      this.#find('date-period', { column: 'EcritureDate', value: date, expected: `≤ ${this.#yearEnd}` });
    else if (this.#yearStart !== undefined && date < this.#yearStart)
      this.#find('date-period', { column: 'EcritureDate', value: date, expected: `≥ ${this.#yearStart}` });
  }

  #judgeValidDate(date: string | undefined): void {
    if (date === undefined) return;
    if (date < this.#lastValidDate)
      this.#find('valid-order', { column: 'ValidDate', value: date, expected: `≥ ${this.#lastValidDate}` });
    else this.#lastValidDate = date;
  }

  #judgeEntry(of: (name: string) => string, dates: ReadonlyMap<string, string>, text: string): void {
    const journal = of('JournalCode');
    const number = of('EcritureNum');
    const key = `${journal}\0${number}`;
    const date = dates.get('EcritureDate') ?? '';
    const validDate = dates.get('ValidDate') ?? '';
    if (this.#entry?.key === key) {
      const { date: firstDate, validDate: firstValidDate, lines } = this.#entry;
      if (date !== firstDate)
        this.#find('entry-dates', { column: 'EcritureDate', value: date, expected: firstDate });
      else if (validDate !== firstValidDate)
        this.#find('entry-dates', { column: 'ValidDate', value: validDate, expected: firstValidDate });
      if (lines.has(text)) this.#find('duplicate-line');
      else if (lines.size < TWINS) lines.add(text);
      return;
    }
    this.#entry = { key, date, validDate, lines: new Set([text]) };
    const split = number === '' ? null : splitNumber(number);
    if (split === null) {
      this.#entries += 1;
      if (number !== '') this.#find('number-form', { column: 'EcritureNum', value: number });
      return;
    }
    this.#inFile.add(split.prefix, split.rank);
    if (this.#inJournals.add(`${journal}\0${split.prefix}`, split.rank))
      this.#find('entry-scattered', { column: 'EcritureNum', value: number });
    else this.#entries += 1;
  }

  #addUp(of: (name: string) => string, date: string | undefined, amount: bigint): void {
    const code = of('JournalCode');
    const label = of('JournalLib');
    const journal = this.#journals.get(code);
    if (journal !== undefined) {
      if (journal.label !== label && journal.label !== kept(label))
        this.#find('journal-label', { column: 'JournalLib', value: label, expected: journal.label });
      journal.lines += 1;
      if (amount > 0n) journal.debit += amount;
      else journal.credit -= amount;
    } else if (this.#journals.size < CAPACITY)
      this.#journals.set(kept(code), {
        label: kept(label),
        lines: 1,
        debit: amount > 0n ? amount : 0n,
        credit: amount < 0n ? -amount : 0n,
      });
    else this.#full.add('JournalCode');
    if (date !== undefined) {
      const month = date.slice(0, 7);
      this.#monthSums.set(month, (this.#monthSums.get(month) ?? 0n) + amount);
    }
    const number = of('EcritureNum');
    if (number !== '') this.#entrySums.add(`${code} ${number}`, amount, this.#lineNumber);
    const matching = of('EcritureLet');
    if (matching !== '')
      this.#matchingSums.add(`${of('CompteNum')} ${of('CompAuxNum')} ${matching}`, amount, this.#lineNumber);
  }

  #judgeWhole(): void {
    if (this.#lines === 0) {
      this.#find('file-empty', { line: null });
      return;
    }
    if (this.#encodings.has('utf-8') && this.#encodings.has('iso-8859-15'))
      this.#find('encoding-mixed', { line: null });
    for (const [key, { sum, line }] of this.#entrySums.entries())
      this.#find('entry-balance', { column: 'EcritureNum', value: `${key} : ${unitsText(sum)}`, line });
    for (const [code, { debit, credit }] of this.#journals)
      if (debit !== credit)
        this.#find('journal-balance', {
          column: 'JournalCode',
          value: `${code} : ${unitsText(debit - credit)}`,
          line: null,
        });
    for (const [month, sum] of this.#monthSums)
      if (sum !== 0n)
        this.#find('month-balance', {
          column: 'EcritureDate',
          value: `${month} : ${unitsText(sum)}`,
          line: null,
        });
    if (this.#debit !== this.#credit)
      this.#find('file-balance', { value: unitsText(this.#debit - this.#credit), line: null });
    for (const [key, { sum, line }] of this.#matchingSums.entries())
      this.#find('matching-balance', { column: 'EcritureLet', value: `${key} : ${unitsText(sum)}`, line });
    for (const { sequence, before, after } of this.#gaps()) {
      const name = sequence.replace('\0', ' ');
      this.#find('number-gap', {
        column: 'EcritureNum',
        value: `${name}${before} … ${name}${after}`,
        line: null,
      });
    }
    if (this.#entrySums.full || this.#inJournals.full || this.#inFile.full) this.#full.add('EcritureNum');
    if (this.#matchingSums.full) this.#full.add('EcritureLet');
    for (const column of this.#full) this.#find('limits', { column, line: null });
  }

  /** A sequence runs through the file or through each journal: the reading that finds fewer gaps is the one meant. */
  #gaps(): Gap[] {
    const inFile = this.#inFile.gaps();
    const inJournals = this.#inJournals.gaps();
    return inFile.length < inJournals.length ? inFile : inJournals;
  }

  #encoding(): FecReport['encoding'] {
    const other = [...this.#encodings].filter((encoding) => encoding !== 'ascii');
    if (this.#encodings.size === 0) return null;
    return other.length > 1 ? 'mixed' : (other[0] ?? 'ascii');
  }

  /** Notes a break of a rule, on the current line unless said; `line: null` is the whole file. */
  #find(rule: RuleId, place: Partial<FecPlace> = {}): void {
    const found = this.#found.get(rule) ?? { count: 0, places: [] };
    this.#found.set(rule, found);
    found.count += 1;
    if (found.places.length >= PLACES) return;
    const { line = this.#lineNumber, column = null, value = null, expected = null } = place;
    const cut = value === null || value.length <= 80 ? value : `${value.slice(0, 79)}…`;
    found.places.push({ line, column, value: cut, expected });
  }

  #findings(): FecFinding[] {
    return RULE_IDS.flatMap((rule) => {
      const found = this.#found.get(rule);
      return found === undefined ? [] : [{ rule, ...RULES[rule], ...found }];
    });
  }
}

/** A text to hold: cut, and copied, because engines keep the whole line alive for a piece of it. */
function kept(text: string): string {
  return ` ${text.slice(0, 200)}`.slice(1);
}

function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Millionths as cents, rounded. */
function centsOfUnits(units: bigint): bigint {
  return scaled(units, 100n, UNIT);
}
