import type { Invoice, Party } from '@scell/en16931';
import { zugferd } from 'node-zugferd';
import { EN16931 } from 'node-zugferd/profile/en16931';
import { drawPage } from './pdfkit.ts';
import { number, type Peer } from './peer.ts';

function party({ name, address, legalId, vatId, electronicAddress }: Party): object {
  return {
    name,
    organization: { registrationIdentifier: { value: legalId?.value, schemeIdentifier: legalId?.scheme } },
    postalAddress: {
      line1: address.line1,
      postCode: address.postCode,
      city: address.city,
      countryCode: address.country,
    },
    electronicAddress: { value: electronicAddress?.value, schemeIdentifier: electronicAddress?.scheme },
    taxRegistration: { vatIdentifier: vatId },
  };
}

function dataOf(invoice: Invoice): object {
  const { totals, payment } = invoice;
  return {
    businessProcessType: invoice.processType,
    specificationIdentifier: invoice.specification,
    number: invoice.number,
    typeCode: invoice.typeCode,
    issueDate: new Date(invoice.issueDate),
    includedNote: (invoice.notes ?? []).map(({ text, subjectCode }) => ({ content: text, subjectCode })),
    transaction: {
      line: invoice.lines.map((line) => ({
        identifier: line.id,
        tradeProduct: { name: line.name },
        tradeAgreement: { netTradePrice: { chargeAmount: number(line.price.net) } },
        tradeDelivery: {
          billedQuantity: { amount: number(line.quantity), unitMeasureCode: line.unitCode },
        },
        tradeSettlement: {
          tradeTax: {
            typeCode: 'VAT',
            categoryCode: line.vatCategory,
            rateApplicablePercent: number(line.vatRate ?? '0'),
          },
          monetarySummation: { lineTotalAmount: number(line.netAmount) },
        },
      })),
      tradeAgreement: { seller: party(invoice.seller), buyer: party(invoice.buyer) },
      tradeDelivery: {
        information: { deliveryDate: new Date(invoice.delivery?.date ?? invoice.issueDate) },
      },
      tradeSettlement: {
        currencyCode: invoice.currency,
        remittanceInformation: payment?.remittance,
        paymentInstruction: {
          typeCode: payment?.meansCode,
          transfers: payment?.creditTransfers?.map(({ account }) => ({ paymentAccountIdentifier: account })),
        },
        paymentTerms: { dueDate: new Date(invoice.dueDate ?? invoice.issueDate) },
        vatBreakdown: invoice.vatBreakdown.map((group) => ({
          calculatedAmount: number(group.taxAmount),
          typeCode: 'VAT',
          basisAmount: number(group.taxableAmount),
          categoryCode: group.category,
          rateApplicablePercent: number(group.rate ?? '0'),
        })),
        monetarySummation: {
          lineTotalAmount: number(totals.lineNet),
          taxBasisTotalAmount: number(totals.withoutVat),
          taxTotal: { amount: number(totals.vat ?? '0'), currencyCode: invoice.currency },
          grandTotalAmount: number(totals.withVat),
          duePayableAmount: number(totals.due),
        },
      },
    },
  };
}

export const nodeZugferd: Peer = {
  name: 'node-zugferd',
  cannot: { ubl: 'it writes CII only' },
  prepare(invoice, page) {
    // Without strict the XML is not checked by a Java process at every call.
    const invoicer = zugferd({ profile: EN16931, strict: false, logger: { disabled: true } });
    const data = dataOf(invoice);
    const embed = (pdf: Uint8Array) =>
      invoicer.create(data).embedInPdf(pdf, { metadata: { title: invoice.number } });
    return {
      cii: () => invoicer.create(data).toXML(),
      embed: () => embed(page),
      hybrid: async () => embed(await drawPage(invoice)),
    };
  },
};
