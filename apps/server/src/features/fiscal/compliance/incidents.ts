import type { FiscalIncident, Language } from '@scell/contract';
import { moment } from '../../../platform/http/present.ts';

/** What stands in the way of compliance, or will. */
export interface Circumstances {
  now: Date;
  hasKey: boolean;
  killSwitchSince: Date | null;
  /** The latest check; `null` when there was none. */
  lastCheck: { at: Date; valid: boolean; findings: number } | null;
  /** When the oldest chain was opened; `null` while there is none. */
  openedAt: Date | null;
  /** Days that are over and not closed, one a chain, and the oldest of them. */
  daysOpen: number;
  firstOpenDay: string | null;
}

const CHECK_DUE_MS = 36 * 3_600_000;

/** The open incidents, the gravest first. */
export function incidentsOf(now: Circumstances, language: Language): FiscalIncident[] {
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  const incidents: FiscalIncident[] = [];
  const add = (
    type: string,
    severity: FiscalIncident['severity'],
    message: string,
    since: Date | null,
    count: number | null = null,
  ) => incidents.push({ type, severity, message, since: moment(since), count });

  if (!now.hasKey)
    add(
      'ledger_key_missing',
      'critical',
      say(
        'La clé du registre manque : rien n’est émis tant que l’exploitant ne l’a pas remise.',
        'The key of the ledger is missing: nothing is issued until the operator puts it back.',
      ),
      null,
    );
  if (now.lastCheck !== null && !now.lastCheck.valid)
    add(
      'integrity_failed',
      'critical',
      say(
        `Le dernier contrôle a trouvé ${now.lastCheck.findings} anomalie(s) : lisez GET /tenant/fiscal/integrity, n’effacez rien.`,
        `The latest check found ${now.lastCheck.findings} fault(s): read GET /tenant/fiscal/integrity, delete nothing.`,
      ),
      now.lastCheck.at,
      now.lastCheck.findings,
    );
  if (now.killSwitchSince !== null)
    add(
      'kill_switch_active',
      'warning',
      say(
        'Le coupe-circuit fiscal est actif : rien n’est émis.',
        'The fiscal kill switch is active: nothing is issued.',
      ),
      now.killSwitchSince,
    );
  if (now.daysOpen > 0)
    add(
      'closings_missing',
      'warning',
      say(
        `${now.daysOpen} journée(s) terminée(s) ne sont pas closes, depuis le ${now.firstOpenDay} : POST /tenant/fiscal/closings/daily les clôt, ou démarrez le worker.`,
        `${now.daysOpen} day(s) that are over are not closed, since ${now.firstOpenDay}: POST /tenant/fiscal/closings/daily closes them, or start the worker.`,
      ),
      null,
      now.daysOpen,
    );
  const unchecked = now.lastCheck?.at ?? now.openedAt;
  if (unchecked !== null && now.now.getTime() - unchecked.getTime() > CHECK_DUE_MS)
    add(
      'check_overdue',
      'warning',
      say(
        'Le contrôle quotidien n’a pas eu lieu depuis plus de 36 heures : démarrez le worker, ou appelez GET /tenant/fiscal/integrity.',
        'The daily check has not run for more than 36 hours: start the worker, or call GET /tenant/fiscal/integrity.',
      ),
      unchecked,
    );
  return incidents;
}
