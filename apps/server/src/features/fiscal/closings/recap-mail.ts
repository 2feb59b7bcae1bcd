import type { Language } from '@scell/contract';
import type { ClosingTotals } from '../../../platform/db/schema.ts';
import type { Environment } from '../../../platform/environments.ts';
import { linkTo } from '../../../platform/http/signed-links.ts';
import { type Block, layOut } from '../../../platform/mail/layout.ts';
import type { Mail } from '../../../platform/mail/mailer.ts';
import { sendQueued } from '../../../platform/mail/outbox.ts';
import type { Services } from '../../../platform/services.ts';
import { CLOSING_LINK, CLOSING_LINK_MS } from './read-csv.ts';
import { type Closing, findClosing } from './store.ts';

/** The job that sends the recap of closings. */
export const RECAP_MAIL = 'fiscal.recap';

/** Sends a queued recap, with links of five days to the CSV of each closing. */
export function sendRecap(
  services: Services,
  environment: Environment,
  tenantId: string,
  mailId: string,
): Promise<void> {
  const db = services.databases[environment];
  const now = new Date(services.clock());
  return sendQueued(db, services.mailer, now, { tenantId, mailId }, async (mail) => {
    const { closing_ids: ids } = mail.message as { closing_ids: string[] };
    const closings = await db.withTenant({ tenantId }, async (tx) => {
      const found = [];
      for (const id of ids) found.push(await findClosing(tx, tenantId, id));
      return found.filter((closing) => closing !== undefined);
    });
    const lines = closings.map((closing) => ({
      closing,
      url: linkTo(
        services,
        { environment, tenantId, subjectId: closing.id, kind: CLOSING_LINK },
        now,
        CLOSING_LINK_MS,
      ).url,
    }));
    return recapMail(lines, environment, mail.recipient);
  });
}

/** What a closing holds that its mail does not say. */
type Unsaid =
  | 'tenant_id'
  | 'id'
  | 'chain_id'
  | 'position'
  | 'sub_tenant_id'
  | 'manual'
  | 'fiscal_year'
  | 'first_position'
  | 'last_position'
  | 'fiscal_year_total'
  | 'previous_closing'
  | 'closed_at'
  | 'environment'
  | 'csv_size';

interface RecapLine {
  closing: Omit<Closing, Unsaid>;
  url: string;
}

/** The recap in both languages: what was closed, its figures, its hashes, where the CSV is. */
export function recapMail(lines: readonly RecapLine[], environment: Environment, to: string): Mail {
  const days = [...new Set(lines.map(({ closing }) => closing.day))].sort();
  const period = days.length === 1 ? days[0] : `${days[0]} – ${days.at(-1)}`;
  return layOut({
    to,
    subject: `${WORDS.fr.title} / ${WORDS.en.title} ${period}`,
    sandbox: environment === 'sandbox',
    sections: (['fr', 'en'] as const).map((language) => ({
      language,
      blocks: [
        { title: WORDS[language].title },
        WORDS[language].intro,
        ...lines.flatMap((line) => blocks(line, language)),
      ],
    })),
  });
}

const WORDS = {
  fr: {
    title: 'Clôture fiscale',
    intro:
      'Le registre fiscal a été clos. Gardez ce courriel : les empreintes qu’il porte prouvent plus tard que rien n’en a été retiré.',
    kinds: { daily: 'journalière', monthly: 'mensuelle', annual: 'annuelle' },
    closing: (kind: string, day: string) => `Clôture ${kind} du ${day}`,
    seller: 'Vendeur',
    period: 'Période (UTC)',
    documents: 'Factures, avoirs, paiements',
    excl: 'Total HT',
    tax: 'TVA',
    incl: 'Total TTC',
    paid: 'Paiements',
    perpetual: 'Total perpétuel HT',
    head: (position: string) => `Tête de chaîne (entrée ${position})`,
    hash: 'Empreinte de la clôture',
    file: 'Empreinte du fichier CSV',
    csv: 'Fichier CSV (lien valable cinq jours)',
    nothing: 'aucune opération',
  },
  en: {
    title: 'Fiscal closing',
    intro:
      'The fiscal ledger was closed. Keep this mail: the hashes in it prove later that nothing was taken off the ledger.',
    kinds: { daily: 'Daily', monthly: 'Monthly', annual: 'Annual' },
    closing: (kind: string, day: string) => `${kind} closing of ${day}`,
    seller: 'Seller',
    period: 'Period (UTC)',
    documents: 'Invoices, credit notes, payments',
    excl: 'Total excl. VAT',
    tax: 'VAT',
    incl: 'Total incl. VAT',
    paid: 'Payments',
    perpetual: 'Perpetual total excl. VAT',
    head: (position: string) => `Head of the chain (entry ${position})`,
    hash: 'Hash of the closing',
    file: 'Hash of the CSV file',
    csv: 'CSV file (link valid for five days)',
    nothing: 'no operation',
  },
};

/** One closing: pairs of a name and a value, and where its file is. */
function blocks({ closing, url }: RecapLine, language: Language): Block[] {
  const words = WORDS[language];
  const amounts = (
    name: 'total_excl_tax' | 'total_tax' | 'total_incl_tax' | 'payments',
    of: readonly ClosingTotals[],
  ) => of.map((total) => `${total[name]} ${total.currency}`).join(' · ') || words.nothing;
  return [
    { title: words.closing(words.kinds[closing.closing_type], closing.day) },
    {
      facts: [
        [words.seller, closing.seller],
        [words.period, `${closing.period_start.toISOString()} → ${closing.period_end.toISOString()}`],
        [words.documents, `${closing.invoices}, ${closing.credit_notes}, ${closing.payments}`],
        [words.excl, amounts('total_excl_tax', closing.totals)],
        [words.tax, amounts('total_tax', closing.totals)],
        [words.incl, amounts('total_incl_tax', closing.totals)],
        [words.paid, amounts('payments', closing.totals)],
        [words.perpetual, amounts('total_excl_tax', closing.perpetual_total)],
        [words.head(closing.head_position), closing.head_hash.toString('hex')],
        [words.hash, closing.closing_hash.toString('hex')],
        [words.file, closing.csv_sha256?.toString('hex') ?? '—'],
      ],
    },
    { link: words.csv, url },
  ];
}
