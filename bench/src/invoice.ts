/** The invoice every library of the benches is given. */
import { documentTotals, frenchNotes, type Invoice, type Party, SPECIFICATION_EN16931 } from '@scell/en16931';

function party(name: string, siren: string, vatKey: string, city: string, postCode: string): Party {
  return {
    name,
    legalId: { value: siren, scheme: '0002' },
    vatId: `FR${vatKey}${siren}`,
    // An address by e-mail: one of the peers refuses the French scheme 0225.
    electronicAddress: { value: `facturation@${siren}.example`, scheme: 'EM' },
    address: { line1: '12 rue de la Paix', postCode, city, country: 'FR' },
  };
}

/** A French B2B invoice of services at 20 %, one VAT group, payable by transfer, with `lineCount` lines of 100 to 199 euros. */
export function benchInvoice(lineCount: number): Invoice {
  const lines = Array.from({ length: lineCount }, (_, index) => {
    const price = `${100 + (index % 100)}.00`;
    return {
      id: String(index + 1),
      name: `Prestation de conseil no ${index + 1}`,
      quantity: '2',
      unitCode: 'HUR',
      netAmount: `${2 * (100 + (index % 100))}.00`,
      price: { net: price },
      vatCategory: 'S' as const,
      vatRate: '20',
    };
  });
  return {
    number: 'ACMES-202611-00001',
    issueDate: '2026-11-20',
    typeCode: '380',
    currency: 'EUR',
    dueDate: '2026-12-20',
    processType: 'S1',
    specification: SPECIFICATION_EN16931,
    notes: frenchNotes('2026-11-20'),
    seller: party('Acme SAS', '732829320', '44', 'Paris', '75002'),
    buyer: party('Dupont & Fils SARL', '552081317', '03', 'Strasbourg', '67000'),
    delivery: { date: '2026-11-20' },
    payment: {
      meansCode: '58',
      remittance: 'ACMES-202611-00001',
      creditTransfers: [{ account: 'FR7630006000011234567890189', accountName: 'Acme SAS' }],
    },
    ...documentTotals({ lines }),
    lines,
  };
}
