import type { FiscalCompliance } from '@scell/contract';
import * as contract from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { type Call, ok } from '../../../platform/http/call.ts';
import { moment } from '../../../platform/http/present.ts';
import { route } from '../../../platform/http/route.ts';
import { fiscalDay } from '../../invoices/number.ts';
import { latestCheck } from '../integrity/store.ts';
import { findKillSwitch } from '../kill-switch/store.ts';
import { attestationState } from '../papers/attestation.ts';
import { incidentsOf } from './incidents.ts';
import { ledgerFigures } from './store.ts';

export const complianceRoutes = [
  route(contract.getFiscalCompliance, async (call) =>
    ok({ data: await call.db.withTenant(call.scope, (tx) => compliance(tx, call)) }),
  ),
];

async function compliance(tx: Tx, call: Call): Promise<FiscalCompliance> {
  const { tenantId, subTenantId = null } = call.scope;
  const today = fiscalDay(call.now);
  const figures = await ledgerFigures(tx, tenantId, today);
  const check = await latestCheck(tx, tenantId, subTenantId);
  const killSwitch = await findKillSwitch(tx, tenantId);
  const switchedSince =
    killSwitch !== undefined && killSwitch.deactivated_at === null ? killSwitch.activated_at : null;
  const daysToClose = Number(figures.days_to_close);
  const daysCovered = Number(figures.days_covered);
  const incidents = incidentsOf(
    {
      now: call.now,
      hasKey: call.services.ledgerKey !== null,
      killSwitchSince: switchedSince,
      lastCheck:
        check === undefined
          ? null
          : { at: check.created_at, valid: check.is_valid, findings: Number(check.findings_count) },
      openedAt: figures.opened_at,
      daysOpen: daysToClose - daysCovered,
      firstOpenDay: figures.first_open_day,
    },
    call.language,
  );
  const grave = (severity: string) => incidents.some((incident) => incident.severity === severity);
  const status = grave('critical') ? 'NON_CONFORME' : grave('warning') ? 'ALERTE' : 'CONFORME';
  const whole = check?.chains.filter(
    ({ findings_count, orphan_entities }) => findings_count + orphan_entities.length === 0,
  ).length;
  const { missing, issued } = await attestationState(
    tx,
    call,
    call.services,
    Number(today.slice(0, 4)),
    null,
  );
  return {
    overall_status: status,
    compliant: status === 'CONFORME',
    closing_coverage_percent: percent(daysCovered, daysToClose),
    chain_integrity_percent: percent(whole ?? 0, check?.chains.length ?? 0),
    integrity_valid: check?.is_valid ?? null,
    last_integrity_check: moment(check?.created_at ?? null),
    last_integrity_check_at: moment(check?.created_at ?? null),
    last_closing_at: moment(figures.last_closing_at),
    last_closing_date: figures.last_daily,
    last_daily_closing: figures.last_daily,
    last_monthly_closing: figures.last_monthly,
    last_annual_closing: figures.last_annual,
    kill_switch_active: switchedSince !== null,
    chain_length: Number(figures.entries),
    total_fiscal_entries: Number(figures.facts),
    days_with_activity: Number(figures.days_with_activity),
    days_closed: Number(figures.days_closed),
    open_incidents: incidents,
    open_incidents_count: incidents.length,
    warnings: incidents.map(({ message }) => message),
    attestation_status: {
      current: issued !== null,
      software_version: call.services.release.version,
      attestation_version: issued?.template_version ?? null,
      needs_renewal: issued === null,
      reason:
        issued !== null
          ? null
          : missing.length > 0
            ? missing.map(({ text }) => text[call.language]).join(' ')
            : {
                fr: 'L’attestation de l’année n’a pas encore été émise : téléchargez-la.',
                en: 'The attestation of the year has not been issued yet: download it.',
              }[call.language],
    },
  };
}

/** Of nothing, all is well. */
function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.round((part / whole) * 10_000) / 100;
}
