import type { Invoice, Party } from '@scell/en16931';
import { buildXml, embedFacturX, Profile } from '@stackforge-eu/factur-x';
import { drawPage } from './pdfkit.ts';
import { number, type Peer } from './peer.ts';

function party({ name, address, legalId, vatId, electronicAddress }: Party): object {
  return {
    name,
    address: {
      line1: address.line1,
      city: address.city,
      postalCode: address.postCode,
      country: address.country,
    },
    legalOrganization: { id: legalId?.value, schemeID: legalId?.scheme },
    taxRegistrations: [{ id: vatId, schemeId: 'VA' }],
    electronicAddress: { value: electronicAddress?.value, schemeID: electronicAddress?.scheme },
  };
}

function inputOf(invoice: Invoice): object {
  const { totals, payment } = invoice;
  return {
    document: {
      id: invoice.number,
      issueDate: invoice.issueDate,
      typeCode: invoice.typeCode,
      businessProcessId: invoice.processType,
      notes: (invoice.notes ?? []).map(({ text, subjectCode }) => ({ content: text, subjectCode })),
    },
    seller: party(invoice.seller),
    buyer: party(invoice.buyer),
    lines: invoice.lines.map((line) => ({
      id: line.id,
      name: line.name,
      quantity: number(line.quantity),
      unitCode: line.unitCode,
      unitPrice: number(line.price.net),
      lineTotal: number(line.netAmount),
      vatCategoryCode: line.vatCategory,
      vatRatePercent: number(line.vatRate ?? '0'),
    })),
    delivery: { date: invoice.delivery?.date },
    payment: {
      meansCode: payment?.meansCode,
      paymentReference: payment?.remittance,
      iban: payment?.creditTransfers?.[0]?.account,
      accountName: payment?.creditTransfers?.[0]?.accountName,
      dueDate: invoice.dueDate,
    },
    totals: {
      lineTotal: number(totals.lineNet),
      taxBasisTotal: number(totals.withoutVat),
      taxTotal: number(totals.vat ?? '0'),
      grandTotal: number(totals.withVat),
      duePayableAmount: number(totals.due),
      currency: invoice.currency,
    },
    vatBreakdown: invoice.vatBreakdown.map((group) => ({
      categoryCode: group.category,
      ratePercent: number(group.rate ?? '0'),
      taxableAmount: number(group.taxableAmount),
      taxAmount: number(group.taxAmount),
    })),
  };
}

export const stackforge: Peer = {
  name: '@stackforge-eu/factur-x',
  cannot: { ubl: 'it writes CII only' },
  prepare(invoice, page) {
    const input = inputOf(invoice);
    const profile = Profile.EN16931;
    const embed = async (pdf: Uint8Array) =>
      (await embedFacturX({ pdf, input, profile, unembeddedFonts: 'ignore' })).pdf;
    return {
      cii: () => buildXml(input, profile),
      // It computes no totals: the same work as without.
      ciiWithTotals: () => buildXml(input, profile),
      embed: () => embed(page),
      hybrid: async () => embed(await drawPage(invoice)),
    };
  },
};
