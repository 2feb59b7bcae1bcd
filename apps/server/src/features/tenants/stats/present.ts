import type { StatsMonth, StatsOverview } from '@scell/contract';
import { divide, isNegative, isZero, multiply, negate, subtract, sum } from '@scell/core';
import type { Span } from './span.ts';
import type { Figures, OverviewRow } from './store.ts';

const NOTHING: Figures = { invoices: 0, credit_notes: 0, revenue: '0', expenses: '0' };

export function presentOverview(row: OverviewRow, currency: string, { from, to }: Span): StatsOverview {
  const of = (part: 'current' | 'previous') =>
    row.figures.find((figures) => figures.part === part && figures.currency === currency) ?? NOTHING;
  const [current, previous] = [of('current'), of('previous')];
  return {
    ...presentFigures(current),
    currency,
    active_sub_tenants: row.sub_tenants,
    period: { from, to },
    status_breakdown: row.statuses,
    period_comparison: {
      previous: presentFigures(previous),
      revenue_change_percent: changeOf(previous.revenue, current.revenue),
    },
    by_currency: row.figures
      .filter(({ part }) => part === 'current')
      .map((figures) => ({ currency: figures.currency, ...presentFigures(figures) })),
  };
}

/** One month of a series: a row of a year, or the days of that month. */
export function presentMonth(
  month: string,
  currency: string,
  rows: readonly (Figures & { at: string })[],
  daily: boolean,
): StatsMonth {
  const total = (name: 'revenue' | 'expenses') => Number(sum(rows.map((row) => row[name])));
  const count = (name: 'invoices' | 'credit_notes') => rows.reduce((all, row) => all + row[name], 0);
  return {
    month,
    currency,
    invoices_count: count('invoices'),
    credit_notes_count: count('credit_notes'),
    revenue: total('revenue'),
    expenses: total('expenses'),
    daily_breakdown: daily
      ? rows.map((row) => ({
          date: row.at,
          invoices_count: row.invoices,
          credit_notes_count: row.credit_notes,
          revenue: Number(row.revenue),
          expenses: Number(row.expenses),
        }))
      : null,
  };
}

function presentFigures(figures: Figures) {
  return {
    total_invoices: figures.invoices,
    total_credit_notes: figures.credit_notes,
    total_revenue: Number(figures.revenue),
    total_expenses: Number(figures.expenses),
  };
}

/** In percent of what was, with one decimal; `null` where there was nothing. */
function changeOf(before: string, now: string): number | null {
  if (isZero(before)) return null;
  const base = isNegative(before) ? negate(before) : before;
  return Number(divide(multiply(subtract(now, before), '100'), base, 1));
}
