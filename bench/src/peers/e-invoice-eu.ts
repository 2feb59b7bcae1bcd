import { InvoiceService } from '@e-invoice-eu/core';
import type { Invoice, Party } from '@scell/en16931';
import { drawPage } from './pdfkit.ts';
import type { Peer } from './peer.ts';

function party(of: Party): Record<string, unknown> {
  return {
    'cbc:EndpointID': of.electronicAddress?.value,
    'cbc:EndpointID@schemeID': of.electronicAddress?.scheme,
    'cac:PostalAddress': {
      'cbc:StreetName': of.address.line1,
      'cbc:CityName': of.address.city,
      'cbc:PostalZone': of.address.postCode,
      'cac:Country': { 'cbc:IdentificationCode': of.address.country },
    },
    'cac:PartyLegalEntity': {
      'cbc:RegistrationName': of.name,
      'cbc:CompanyID': of.legalId?.value,
      'cbc:CompanyID@schemeID': of.legalId?.scheme,
    },
  };
}

function vat(of: Party): object {
  return { 'cbc:CompanyID': of.vatId, 'cac:TaxScheme': { 'cbc:ID': 'VAT' } };
}

function category(id: string, rate: string | undefined): object {
  return { 'cbc:ID': id, 'cbc:Percent': rate, 'cac:TaxScheme': { 'cbc:ID': 'VAT' } };
}

/** An amount and its currency, the way this library spells attributes. */
function amount(name: string, value: string, currency: string): object {
  return { [name]: value, [`${name}@currencyID`]: currency };
}

function inputOf(invoice: Invoice): object {
  const { totals, payment, currency, seller, buyer } = invoice;
  return {
    'ubl:Invoice': {
      'cbc:CustomizationID': invoice.specification,
      'cbc:ProfileID': invoice.processType,
      'cbc:ID': invoice.number,
      'cbc:IssueDate': invoice.issueDate,
      'cbc:DueDate': invoice.dueDate,
      'cbc:InvoiceTypeCode': invoice.typeCode,
      'cbc:Note': (invoice.notes ?? []).map(({ text, subjectCode }) => `#${subjectCode}#${text}`),
      'cbc:DocumentCurrencyCode': currency,
      'cac:AccountingSupplierParty': {
        'cac:Party': { ...party(seller), 'cac:PartyTaxScheme': [vat(seller)] },
      },
      'cac:AccountingCustomerParty': { 'cac:Party': { ...party(buyer), 'cac:PartyTaxScheme': vat(buyer) } },
      'cac:Delivery': { 'cbc:ActualDeliveryDate': invoice.delivery?.date },
      'cac:PaymentMeans': (payment?.creditTransfers ?? []).map(({ account, accountName }) => ({
        'cbc:PaymentMeansCode': payment?.meansCode,
        'cbc:PaymentID': payment?.remittance,
        'cac:PayeeFinancialAccount': { 'cbc:ID': account, 'cbc:Name': accountName },
      })),
      'cac:TaxTotal': [
        {
          ...amount('cbc:TaxAmount', totals.vat ?? '0', currency),
          'cac:TaxSubtotal': invoice.vatBreakdown.map((group) => ({
            ...amount('cbc:TaxableAmount', group.taxableAmount, currency),
            ...amount('cbc:TaxAmount', group.taxAmount, currency),
            'cac:TaxCategory': category(group.category, group.rate),
          })),
        },
      ],
      'cac:LegalMonetaryTotal': {
        ...amount('cbc:LineExtensionAmount', totals.lineNet, currency),
        ...amount('cbc:TaxExclusiveAmount', totals.withoutVat, currency),
        ...amount('cbc:TaxInclusiveAmount', totals.withVat, currency),
        ...amount('cbc:PayableAmount', totals.due, currency),
      },
      'cac:InvoiceLine': invoice.lines.map((line) => ({
        'cbc:ID': line.id,
        'cbc:InvoicedQuantity': line.quantity,
        'cbc:InvoicedQuantity@unitCode': line.unitCode,
        ...amount('cbc:LineExtensionAmount', line.netAmount, currency),
        'cac:Item': {
          'cbc:Name': line.name,
          'cac:ClassifiedTaxCategory': category(line.vatCategory, line.vatRate),
        },
        'cac:Price': amount('cbc:PriceAmount', line.price.net, currency),
      })),
    },
  };
}

const silent = () => undefined;

export const eInvoiceEu: Peer = {
  name: '@e-invoice-eu/core',
  cannot: {},
  prepare(invoice, page) {
    const service = new InvoiceService({ log: silent, warn: silent, error: silent });
    const input = inputOf(invoice);
    const generate = (format: string, pdf?: Uint8Array) =>
      service.generate(input, {
        format,
        lang: 'fr-fr',
        noWarnings: true,
        ...(pdf === undefined
          ? {}
          : { pdf: { buffer: pdf, filename: 'invoice.pdf', mimetype: 'application/pdf' } }),
      });
    return {
      cii: () => generate('CII'),
      ubl: () => generate('UBL'),
      embed: () => generate('Factur-X-EN16931', page),
      hybrid: async () => generate('Factur-X-EN16931', await drawPage(invoice)),
    };
  },
};
