import type { Mail } from '../../platform/mail/mailer.ts';
import type { InvoiceRow } from './store.ts';

/** The mail that brings an invoice, in the language of the document. */
export function invoiceMail(invoice: InvoiceRow, to: string, pdf: Buffer): Mail {
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
  const lines = [
    words.hello,
    words.body(number, content.seller.name, amount),
    ...(due === null ? [] : [words.due(due)]),
    words.bye(content.seller.name),
  ];
  return {
    to,
    subject: words.subject(number, content.seller.name),
    text: `${lines.join('\n\n')}\n`,
    html: `<!doctype html><html lang="${content.language}"><body style="font-family:sans-serif;color:#1c2430">${lines.map((line) => `<p>${inHtml(line)}</p>`).join('')}</body></html>`,
    attachments: [{ filename: `${number}.pdf`, contentType: 'application/pdf', content: pdf }],
  };
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

function inHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>');
}
