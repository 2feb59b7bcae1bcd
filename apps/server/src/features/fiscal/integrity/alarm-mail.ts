import type { Language } from '@scell/contract';
import type { Environment } from '../../../platform/environments.ts';
import { layOut } from '../../../platform/mail/layout.ts';
import type { Mail } from '../../../platform/mail/mailer.ts';
import { sendQueued } from '../../../platform/mail/outbox.ts';
import type { Services } from '../../../platform/services.ts';
import { findCheck, type IntegrityCheck } from './store.ts';

/** The job that sends the alarm of a check that failed. */
export const ALARM_MAIL = 'fiscal.alarm';

export function sendAlarm(
  services: Services,
  environment: Environment,
  tenantId: string,
  mailId: string,
): Promise<void> {
  const db = services.databases[environment];
  const now = new Date(services.clock());
  return sendQueued(db, services.mailer, now, { tenantId, mailId }, async (mail) => {
    const check = await db.withTenant({ tenantId }, (tx) => findCheck(tx, tenantId, mail.subject_id));
    if (check === undefined) throw new Error(`check ${mail.subject_id} is not there`);
    return alarmMail(check, environment, mail.recipient);
  });
}

const WORDS = {
  fr: {
    subject: 'Le registre fiscal n’est pas intègre',
    intro: (count: string) =>
      `Un contrôle du registre fiscal a trouvé ${count} anomalie(s). N’effacez et ne corrigez rien : gardez une copie de la base, exportez le registre (npx scell export) et faites-le vérifier. Le détail est à GET /tenant/fiscal/integrity.`,
    entry: (position: number | null) => (position === null ? '' : `, écriture ${position}`),
    orphan: {
      'fact-without-entry': 'fait sans écriture',
      'entry-without-fact': 'écriture sans fait',
    },
  },
  en: {
    subject: 'The fiscal ledger is not whole',
    intro: (count: string) =>
      `A check of the fiscal ledger found ${count} fault(s). Delete and mend nothing: keep a copy of the database, export the ledger (npx scell export) and have it verified. The details are at GET /tenant/fiscal/integrity.`,
    entry: (position: number | null) => (position === null ? '' : `, entry ${position}`),
    orphan: {
      'fact-without-entry': 'fact without an entry',
      'entry-without-fact': 'entry without a fact',
    },
  },
};

const SHOWN = 20;

type FaultyChain = Pick<
  IntegrityCheck['chains'][number],
  'seller' | 'chain_id' | 'findings' | 'orphan_entities'
>;

/** In both languages: how many faults, and the first of them with their places. */
export function alarmMail(
  check: Pick<IntegrityCheck, 'findings_count'> & { chains: readonly FaultyChain[] },
  environment: Environment,
  to: string,
): Mail {
  return layOut({
    to,
    subject: `${WORDS.fr.subject} / ${WORDS.en.subject}`,
    sandbox: environment === 'sandbox',
    sections: (['fr', 'en'] as const).map((language) => ({
      language,
      blocks: [
        { title: WORDS[language].subject },
        WORDS[language].intro(check.findings_count),
        ...check.chains.flatMap((chain) => faults(chain, language)).slice(0, SHOWN),
      ],
    })),
  });
}

function faults(
  { seller, chain_id: chain, findings, orphan_entities: orphans }: FaultyChain,
  language: Language,
): string[] {
  const { entry, orphan } = WORDS[language];
  return [
    ...findings.map(({ message, position }) => `${seller || chain}${entry(position)}: ${message[language]}`),
    ...orphans.map(({ problem, kind, id }) => `${orphan[problem]}: ${kind} ${id}`),
  ];
}
