import type { Language } from '@scell/contract';
import type { Mail } from '../../platform/mail/mailer.ts';
import { balanceMail } from '../billing/balance/balance-mail.ts';
import { BALANCE_MAIL } from '../billing/balance/tell-alerts.ts';
import { RECAP_MAIL, recapMail } from '../fiscal/closings/recap-mail.ts';
import { ALARM_MAIL, alarmMail } from '../fiscal/integrity/alarm-mail.ts';
import { type AccountLetter, accountMail } from '../identity/mails/account-mails.ts';
import { ACCOUNT_MAIL } from '../identity/mails/send-account-mail.ts';
import { invoiceMail } from '../invoices/invoice-mail.ts';
import { SEND_INVOICE_MAIL } from '../invoices/send-by-email.ts';
import { troubleMail, WEBHOOK_MAIL } from '../webhooks/deliveries/trouble-mail.ts';

/** One kind of mail, with made-up facts in it. */
export interface MailTemplate {
  /** A file name. */
  name: string;
  /** The job that sends it. */
  task: string;
  /** The languages one copy of it is in: both, where the language of the reader is not known. */
  languages: readonly Language[];
  make(): Mail;
}

const TO = 'Zoé Martin <zoe@martin.example>';
const BOTH = ['fr', 'en'] as const;

const AT = { name: 'Zoé Martin', ip: '192.0.2.7', at: '2026-11-20T09:00:00.000Z' };
const LINK = { name: 'Zoé Martin', url: 'https://scell.example/app/SAMPLE' };

const LETTERS: readonly AccountLetter[] = [
  { kind: 'verify', ...LINK },
  { kind: 'reset', ip: '192.0.2.7', ...LINK },
  {
    kind: 'invitation',
    inviter: 'Zoé Martin',
    tenant: 'Boulangerie Martin',
    role: 'accountant',
    url: LINK.url,
  },
  ...(['password', 'two_factor_on', 'two_factor_off', 'recovery_codes', 'google'] as const).map((what) => ({
    kind: 'notice' as const,
    what,
    ...AT,
  })),
];

/** Every mail there is. A test holds that each job that sends mail has its own here. */
export const MAIL_TEMPLATES: readonly MailTemplate[] = [
  ...BOTH.map(invoice),
  ...(
    [
      'balance.low',
      'balance.critical',
      'balance.depleted',
      'balance.reloaded',
      'balance.expiring',
      'balance.reload_failed',
    ] as const
  ).map(balance),
  ...['failing', 'recovered', 'disabled'].map(webhook),
  ...LETTERS.flatMap((letter) => BOTH.map((language) => account(letter, language))),
  { name: 'closing-recap', task: RECAP_MAIL, languages: BOTH, make: recap },
  { name: 'integrity-alarm', task: ALARM_MAIL, languages: BOTH, make: alarm },
];

function invoice(language: Language): MailTemplate {
  return {
    name: `invoice-${language}`,
    task: SEND_INVOICE_MAIL,
    languages: [language],
    make: () =>
      invoiceMail(
        {
          invoice_number: 'MARTIN-202611-00042',
          draft_number: 'BR-00042',
          content: {
            language,
            currency: 'EUR',
            due_date: '2026-12-20',
            seller: { name: 'Boulangerie Martin' },
            totals: { total_ttc: '1200.00' },
          },
        },
        TO,
        Buffer.from('%PDF-1.7\n'),
      ),
  };
}

function account(letter: AccountLetter, language: Language): MailTemplate {
  const kind = letter.kind === 'notice' ? `notice-${letter.what.replaceAll('_', '-')}` : letter.kind;
  return {
    name: `account-${kind}-${language}`,
    task: ACCOUNT_MAIL,
    languages: [language],
    make: () => accountMail(TO, language, letter),
  };
}

function balance(type: Parameters<typeof balanceMail>[0]): MailTemplate {
  const facts = {
    balance: '4.20',
    low_threshold: '5.00',
    critical_threshold: '1.00',
    amount: '50.00',
    expires_at: '2026-12-20T09:00:00.000Z',
  };
  return {
    name: type.replace('.', '-'),
    task: BALANCE_MAIL,
    languages: BOTH,
    make: () => balanceMail(type, facts, 'production', TO),
  };
}

function webhook(kind: string): MailTemplate {
  return {
    name: `webhook-${kind}`,
    task: WEBHOOK_MAIL,
    languages: BOTH,
    make: () => troubleMail({ kind, url: 'https://martin.example/hooks/scell' }, 'production', TO),
  };
}

const HASH = Buffer.from('5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef', 'hex');

function recap(): Mail {
  const total = {
    currency: 'EUR',
    total_excl_tax: '1000.00',
    total_tax: '200.00',
    total_incl_tax: '1200.00',
    invoices_excl_tax: '1000.00',
    invoices_incl_tax: '1200.00',
    credit_notes_excl_tax: '0.00',
    credit_notes_incl_tax: '0.00',
    vat: [{ category: 'S', rate: '20', taxable: '1000.00', tax: '200.00' }],
    payments: '0.00',
  };
  const closing = {
    seller: 'siren:732829320',
    closing_type: 'daily' as const,
    day: '2026-11-20',
    period_start: new Date('2026-11-19T23:00:00Z'),
    period_end: new Date('2026-11-20T23:00:00Z'),
    invoices: 1,
    credit_notes: 0,
    payments: 0,
    totals: [total],
    perpetual_total: [total],
    head_position: '42',
    head_hash: HASH,
    closing_hash: HASH,
    csv_sha256: HASH,
  };
  return recapMail([{ closing, url: 'https://scell.example/files/SAMPLE' }], 'production', TO);
}

function alarm(): Mail {
  const finding = {
    code: 'data-hash',
    position: 42,
    member: 'total_excl_tax',
    found: '900.00',
    expected: '1000.00',
    message: {
      fr: 'ce qui est écrit n’est pas ce qui a été scellé',
      en: 'what is written is not what was sealed',
    },
  };
  const chain = {
    chain_id: '01988b1c-0000-7000-8000-000000000000',
    seller: 'siren:732829320',
    findings: [finding],
    orphan_entities: [],
  };
  return alarmMail({ findings_count: '1', chains: [chain] }, 'production', TO);
}
