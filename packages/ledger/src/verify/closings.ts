import type { Step } from '../chain-walk.ts';
import type { ChainedEntry, Preimage } from '../entry.ts';
import { toHex } from '../hex.ts';
import type { Place, Report } from './finding.ts';
import { Totals } from './totals.ts';

/** What the chain said up to some moment. */
interface Snapshot {
  /** Holds for every moment after this one … */
  after: string;
  /** … up to this one, included: when the next entry was recorded. */
  until: string;
  /** The last position recorded before it. */
  position: number;
  totals: Totals;
}

interface LastClosing {
  hash: string;
  periodEnd: string;
  snapshot: Snapshot;
}

/**
 * Adds up a fiscal chain and compares every closing with it: bounds, positions, counts, figures of the period, of the fiscal year
 * and since ever, and the closing before. Keeps one snapshot an hour of the chain since the last closing, so that a closing
 * may be written long after its period.
 */
export class ClosingCheck {
  readonly #report: Report;
  readonly #totals = new Totals();
  #recordedAt = '';
  #position: number;
  #snapshots: Snapshot[] = [];
  readonly #last = new Map<string, LastClosing>();
  /** Snapshot at the start of the fiscal year, set by annual closings. */
  #yearStart: Totals | null = new Totals();
  /** What was added up before the first entry walked; unknown when the walk began later than the chain. */
  readonly #fromGenesis: boolean;
  #closings = 0;
  #closedUntil = '';

  constructor(report: Report, firstPosition = 1) {
    this.#report = report;
    this.#fromGenesis = firstPosition === 1;
    this.#position = firstPosition - 1;
    if (!this.#fromGenesis) this.#yearStart = null;
  }

  get closings(): number {
    return this.#closings;
  }

  /** Takes the entries of the chain in their order. */
  take(step: Step, entry: ChainedEntry, place: Place): void {
    const { preimage, position } = step;
    if (preimage === null) {
      this.#position = position;
      return;
    }
    const at = preimage.recorded_at;
    // Whole hours: every midnight of Paris is one.
    if (at.slice(0, 13) !== this.#recordedAt.slice(0, 13)) this.#snapshots.push(this.#now(at));
    if (at < this.#closedUntil && preimage.entry_type !== 'closing') {
      this.#report({
        code: 'inside-closed-period',
        place,
        found: at,
        expected: `>= ${this.#closedUntil}`,
      });
    }
    if (preimage.entry_type === 'closing') this.#closing(preimage, entry, place);
    this.#totals.take(preimage);
    this.#recordedAt = at;
    this.#position = position;
  }

  #now(until: string): Snapshot {
    return { after: this.#recordedAt, until, position: this.#position, totals: this.#totals.copy() };
  }

  #closing(preimage: Preimage, entry: ChainedEntry, place: Place): void {
    this.#closings += 1;
    const differs = (member: string, found: string, expected: string) =>
      this.#report({ code: 'closing-differs', place: { ...place, member }, found, expected });
    const type = String(preimage.closing_type);
    const start = instant(preimage.period_start);
    const end = instant(preimage.period_end);
    const last = this.#last.get(type);

    if (preimage.head_hash !== toHex(entry.previousHash))
      differs('head_hash', String(preimage.head_hash), toHex(entry.previousHash));
    if (end > preimage.recorded_at) differs('period_end', end, `<= ${preimage.recorded_at}`);
    const previous = last?.hash ?? null;
    if ((last !== undefined || this.#fromGenesis) && preimage.previous_closing !== previous)
      differs('previous_closing', String(preimage.previous_closing), String(previous));
    if (last !== undefined && start !== last.periodEnd) differs('period_start', start, last.periodEnd);

    const upTo = this.#at(end, preimage.recorded_at);
    const from = last?.snapshot ?? this.#genesis();
    if (upTo === null) differs('period_end', end, 'a moment after the last closing');
    else if (from !== null) this.#figures(preimage, from, upTo, differs);
    else if (this.#closings === 1) this.#report({ code: 'totals-from-before', place });

    if (upTo !== null) {
      this.#last.set(type, { hash: toHex(entry.dataHash), periodEnd: end, snapshot: upTo });
      if (type === 'annual') this.#yearStart = upTo.totals;
    }
    if (end > this.#closedUntil) this.#closedUntil = end;
    this.#forget();
  }

  #figures(
    preimage: Preimage,
    from: Snapshot,
    upTo: Snapshot,
    differs: (member: string, found: string, expected: string) => void,
  ): void {
    const empty = upTo.position === from.position;
    const period = upTo.totals.since(from.totals);
    const compare = (member: string, expected: string) => {
      const found = preimage[member] === null ? 'null' : String(preimage[member]);
      if (found !== expected) differs(member, found, expected);
    };
    compare('first_position', empty ? 'null' : String(from.position + 1));
    compare('last_position', empty ? 'null' : String(upTo.position));
    compare('entries_count', String(upTo.position - from.position));
    for (const { path, found, expected } of period.countDifferences(
      (preimage.counts ?? {}) as Record<string, unknown>,
    ))
      differs(`counts.${path}`, found, expected);
    this.#compareTotals('totals', preimage.totals, period, differs);
    if (this.#yearStart !== null)
      this.#compareTotals(
        'fiscal_year_total',
        preimage.fiscal_year_total,
        upTo.totals.since(this.#yearStart),
        differs,
      );
    if (this.#fromGenesis)
      this.#compareTotals('perpetual_total', preimage.perpetual_total, upTo.totals, differs);
  }

  #compareTotals(
    member: string,
    stated: unknown,
    added: Totals,
    differs: (member: string, found: string, expected: string) => void,
  ): void {
    const read = Totals.stated(stated);
    if (read === null) differs(member, 'unreadable', 'totals per currency');
    else
      for (const { path, found, expected } of added.differences(read))
        differs(`${member}.${path}`, found, expected);
  }

  #genesis(): Snapshot | null {
    if (!this.#fromGenesis) return null;
    return { after: '', until: '', position: 0, totals: new Totals() };
  }

  /** What the chain said at a moment that is a whole hour, or now. */
  #at(moment: string, now: string): Snapshot | null {
    if (moment > this.#recordedAt) return this.#now(now);
    return this.#snapshots.findLast(({ after, until }) => after < moment && moment <= until) ?? null;
  }

  /** Drops the snapshots that no later closing can ask for: those before the last daily one. */
  #forget(): void {
    const daily = this.#last.get('daily')?.periodEnd ?? '';
    this.#snapshots = this.#snapshots.filter(({ until }) => until >= daily);
  }
}

/** A moment with microseconds, so that texts compare as moments do. */
function instant(value: unknown): string {
  const [, whole = '', fraction = ''] = /^(.*?)(?:\.(\d+))?(?:Z|\+00:00)$/.exec(String(value)) ?? [];
  return `${whole}.${fraction.padEnd(6, '0')}Z`;
}
