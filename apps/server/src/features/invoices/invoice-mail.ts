import { layOut } from '../../platform/mail/layout.ts';
import type { Mail } from '../../platform/mail/mailer.ts';
import type { InvoiceRow } from './store.ts';

/** What the mail says of an invoice. */
type MailedInvoice = Pick<InvoiceRow, 'invoice_number' | 'draft_number'> & {
  content: Pick<InvoiceRow['content'], 'language' | 'currency' | 'due_date'> & {
    seller: Pick<InvoiceRow['content']['seller'], 'name'>;
    totals: Pick<InvoiceRow['content']['totals'], 'total_ttc'>;
  };
};

/** The mail that brings an invoice, in the language of the document. */
export function invoiceMail(invoice: MailedInvoice, to: string, pdf: Buffer): Mail {
  const { content } = invoice;
  const number = invoice.invoice_number ?? invoice.draft_number;
  const words = content.language === 'fr' ? french : english;
  const amount = new Intl.NumberFormat(words.locale, {
    style: 'currency',
    currency: content.currency,
  }).format(
    // Shown only: the document holds the exact amount.
    Number(content.totals.total_ttc),
  );
  const due = content.due_date === null ? null : words.day(content.due_date);
  return layOut({
    to,
    subject: words.subject(number, content.seller.name),
    sections: [
      {
        language: content.language,
        blocks: [
          words.hello,
          words.body(number, content.seller.name, amount),
          ...(due === null ? [] : [words.due(due)]),
          words.bye(content.seller.name),
        ],
      },
    ],
    attachments: [{ filename: `${number}.pdf`, contentType: 'application/pdf', content: pdf }],
  });
}

const french = {
  locale: 'fr-FR',
  day: (date: string) => date.split('-').reverse().join('/'),
  subject: (number: string, seller: string) => `Facture ${number} – ${seller}`,
  hello: 'Bonjour,',
  body: (number: string, seller: string, amount: string) =>
    `Vous trouverez ci-joint la facture ${number} émise par ${seller}, d’un montant de ${amount} TTC. Le fichier est une facture électronique Factur-X : il se lit comme un PDF et se traite comme des données.`,
  due: (day: string) => `Échéance : ${day}.`,
  bye: (seller: string) => `Cordialement,\n${seller}`,
};

const english: typeof french = {
  locale: 'en-GB',
  day: (date) => date.split('-').reverse().join('/'),
  subject: (number, seller) => `Invoice ${number} – ${seller}`,
  hello: 'Hello,',
  body: (number, seller, amount) =>
    `Please find attached invoice ${number} from ${seller}, for ${amount} including VAT. The file is a Factur-X electronic invoice: it reads as a PDF and is processed as data.`,
  due: (day) => `Due on ${day}.`,
  bye: (seller) => `Kind regards,\n${seller}`,
};
