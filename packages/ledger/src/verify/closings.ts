import type { Step } from '../chain-walk.ts';
import { type ChainedEntry, GENESIS, type Preimage } from '../entry.ts';
import { toHex } from '../hex.ts';
import { type Place, type Report, shown } from './finding.ts';
import { Totals } from './totals.ts';

/** What the chain said up to some moment. */
interface Snapshot {
  /** Holds for every moment after this one … */
  after: string;
  /** … up to this one, included: when the next entry was recorded. */
  until: string;
  /** The last entry recorded before it; 0 and zeros at the start. */
  position: number;
  head: Uint8Array;
  totals: Totals;
}

interface LastClosing {
  hash: string;
  periodEnd: string;
  fiscalYear: unknown;
}

type Differs = (member: string, found: string, expected: string) => void;

const TYPES = ['daily', 'monthly', 'annual'];

/**
 * Adds up a fiscal chain and compares every closing with it: bounds, positions, head, counts, figures of the period, of the fiscal
 * year and since ever, and the closing before. A closing may be written long after its period, so a snapshot is kept of each hour of the
 * chain since the last daily closing (every midnight of Paris is a whole hour), and of the end of each day since the last annual one.
 */
export class ClosingCheck {
  readonly #report: Report;
  /** Whether the walk began at the start of the chain: without, what was before the first closing is not known. */
  readonly #fromGenesis: boolean;
  readonly #totals = new Totals();
  #recordedAt = '';
  #position: number;
  #head: Uint8Array = GENESIS;
  #hours: Snapshot[] = [];
  /** Ends of closed days, by moment. */
  readonly #days = new Map<string, Snapshot>();
  readonly #last = new Map<string, LastClosing>();
  /** What there was at the start of the fiscal year. */
  #yearStart: Totals | null;
  #closings = 0;
  #closedUntil = '';

  constructor(report: Report, firstPosition = 1) {
    this.#report = report;
    this.#fromGenesis = firstPosition === 1;
    this.#position = firstPosition - 1;
    this.#yearStart = this.#fromGenesis ? new Totals() : null;
  }

  get closings(): number {
    return this.#closings;
  }

  /** Takes the entries of the chain in their order. */
  take(step: Step, entry: ChainedEntry, place: Place): void {
    const { preimage, position } = step;
    if (preimage !== null) {
      const at = preimage.recorded_at;
      if (at.slice(0, 13) !== this.#recordedAt.slice(0, 13)) this.#hours.push(this.#now(at));
      if (at < this.#closedUntil) {
        const expected = `>= ${this.#closedUntil}`;
        this.#report({ code: 'inside-closed-period', place, found: at, expected });
      }
      if (preimage.entry_type === 'closing') this.#closing(preimage, entry, place);
      this.#totals.take(preimage);
      this.#recordedAt = at;
    }
    this.#position = position;
    this.#head = entry.chainHash;
  }

  #now(until: string): Snapshot {
    return {
      after: this.#recordedAt,
      until,
      position: this.#position,
      head: this.#head,
      totals: this.#totals.copy(),
    };
  }

  #closing(preimage: Preimage, entry: ChainedEntry, place: Place): void {
    this.#closings += 1;
    const differs: Differs = (member, found, expected) =>
      this.#report({ code: 'closing-differs', place: { ...place, member }, found, expected });
    const type = shown(preimage.closing_type);
    if (!TYPES.includes(type)) differs('closing_type', type, TYPES.join(', '));
    const start = instant(preimage.period_start);
    const end = instant(preimage.period_end);
    const last = this.#last.get(type);
    this.#bounds(preimage, type, start, end, last, differs);

    const upTo = type === 'daily' ? this.#at(end, preimage.recorded_at) : (this.#days.get(end) ?? null);
    const isBefore = this.#isBefore(preimage, type, end, upTo);
    if (isBefore) this.#report({ code: 'totals-from-before', place });
    else if (upTo === null)
      differs('period_end', end, type === 'daily' ? `> ${this.#closedUntil}` : 'the end of a closed day');
    else {
      if (type === 'daily') this.#startYear(preimage, start);
      this.#figures(preimage, this.#startOf(type, start, last), upTo, differs, place);
    }

    const { fiscal_year: fiscalYear } = preimage;
    this.#last.set(type, { hash: toHex(entry.dataHash), periodEnd: end, fiscalYear });
    if (type === 'daily' && upTo !== null) {
      if (!isBefore) this.#days.set(end, upTo);
      this.#hours = this.#hours.filter(({ until }) => until >= end);
      if (end > this.#closedUntil) this.#closedUntil = end;
    }
    if (type === 'annual') for (const day of this.#days.keys()) if (day < end) this.#days.delete(day);
  }

  /**
   * Whether what a closing closed lies before a walk that did not begin at the start of the chain: days may be closed long after
   * they ended, behind entries of later days.
   */
  #isBefore(preimage: Preimage, type: string, end: string, upTo: Snapshot | null): boolean {
    if (this.#fromGenesis) return false;
    if (type !== 'daily') return upTo === null && ![...this.#days.keys()].some((day) => day < end);
    return upTo?.after === '' && Number(preimage.head_position) < upTo.position;
  }

  #bounds(
    preimage: Preimage,
    type: string,
    start: string,
    end: string,
    last: LastClosing | undefined,
    differs: Differs,
  ): void {
    if (start >= end) differs('period_start', start, `< ${end}`);
    if (end > preimage.recorded_at) differs('period_end', end, `<= ${preimage.recorded_at}`);
    if (last === undefined && !this.#fromGenesis) return;
    const previous = last?.hash ?? null;
    if (preimage.previous_closing !== previous)
      differs('previous_closing', shown(preimage.previous_closing), shown(previous));
    if (last === undefined) return;
    // A company that changed its accounting year may have one that begins later than the last ended.
    const follows = type === 'annual' ? start >= last.periodEnd : start === last.periodEnd;
    if (!follows) differs('period_start', start, last.periodEnd);
  }

  /** The accounting year begins with the first daily closing that says it is of another. */
  #startYear({ fiscal_year: year }: Preimage, start: string): void {
    const last = this.#last.get('daily');
    if (last === undefined || last.fiscalYear === year) return;
    this.#yearStart = this.#days.get(start)?.totals ?? null;
  }

  /** What there was at the start of a period; `null` when that was before the walk began. */
  #startOf(type: string, start: string, last: LastClosing | undefined): Snapshot | null {
    const known = this.#days.get(start);
    if (known !== undefined) return known;
    const first = last === undefined && this.#fromGenesis;
    if (!first || (type !== 'daily' && this.#days.size === 0)) return null;
    return { after: '', until: '', position: 0, head: GENESIS, totals: new Totals() };
  }

  #figures(preimage: Preimage, from: Snapshot | null, upTo: Snapshot, differs: Differs, place: Place): void {
    const compare = (member: string, expected: string | null) => {
      const found = preimage[member] ?? null;
      if (found !== expected) differs(member, shown(found), shown(expected));
    };
    compare('head_position', String(upTo.position));
    // Before the first entry of a part, the hash is not known.
    if (this.#fromGenesis || upTo.head !== GENESIS) compare('head_hash', toHex(upTo.head));
    if (from === null) {
      this.#report({ code: 'totals-from-before', place });
    } else {
      const empty = upTo.position === from.position;
      const period = upTo.totals.since(from.totals);
      compare('first_position', empty ? null : String(from.position + 1));
      compare('last_position', empty ? null : String(upTo.position));
      compare('entries_count', String(period.facts));
      const counts = (preimage.counts ?? {}) as Record<string, unknown>;
      for (const { path, found, expected } of period.countDifferences(counts))
        differs(`counts.${path}`, found, expected);
      compareTotals('totals', preimage.totals, period, differs);
    }
    if (this.#yearStart !== null)
      compareTotals(
        'fiscal_year_total',
        preimage.fiscal_year_total,
        upTo.totals.since(this.#yearStart),
        differs,
      );
    if (this.#fromGenesis) compareTotals('perpetual_total', preimage.perpetual_total, upTo.totals, differs);
  }

  /** What the chain said at a moment that is a whole hour, or after all that was recorded before the closing. */
  #at(moment: string, now: string): Snapshot | null {
    if (moment > this.#recordedAt) return this.#now(now);
    return this.#hours.findLast(({ after, until }) => after < moment && moment <= until) ?? null;
  }
}

function compareTotals(member: string, stated: unknown, added: Totals, differs: Differs): void {
  const read = Totals.stated(stated);
  if (read === null) differs(member, 'unreadable', 'totals per currency');
  else
    for (const { path, found, expected } of added.differences(read))
      differs(`${member}.${path}`, found, expected);
}

/** A moment with microseconds, so that texts compare as moments do. */
function instant(value: unknown): string {
  const [, whole = '', fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(shown(value)) ?? [];
  return `${whole}.${fraction.padEnd(6, '0')}Z`;
}
