/**
 * Documents that cover what the platform can express, for the tests of every room. Invented parties; the SIREN and
 * IBAN keys are right, except where a sample says otherwise.
 */
import { cents, multiply } from '@scell/core';
import {
  electronicAddressOfSiren,
  establishmentId,
  frenchVatId,
  legalIdOfSiret,
} from '../src/french-identity.ts';
import { frenchNotes } from '../src/french-notes.ts';
import {
  type AllowanceCharge,
  type Invoice,
  type InvoiceLine,
  type Party,
  SPECIFICATION_EN16931,
} from '../src/model.ts';
import { documentTotals, lineNetAmount, percentageAmount, type TotalsInput } from '../src/totals.ts';

type Head = Omit<Invoice, 'totals' | 'vatBreakdown' | 'specification' | 'lines'>;
type Line = Omit<InvoiceLine, 'id' | 'netAmount'>;

function document(
  head: Head,
  lines: readonly Line[],
  money: Pick<TotalsInput, 'exemptions' | 'prepaid' | 'rounding' | 'exchangeRate'> = {},
): Invoice {
  const numbered = lines.map((line, index) => ({
    id: String(index + 1),
    netAmount: lineNetAmount(line),
    ...line,
  }));
  const { allowances, charges } = head;
  return {
    ...head,
    specification: SPECIFICATION_EN16931,
    ...documentTotals({
      lines: numbered,
      ...(allowances ? { allowances } : {}),
      ...(charges ? { charges } : {}),
      ...money,
    }),
    lines: numbered,
  };
}

function line(name: string, quantity: string, net: string, vatRate = '20', more: Partial<Line> = {}): Line {
  return { name, quantity, unitCode: 'C62', price: { net }, vatCategory: 'S', vatRate, ...more };
}

function french(
  name: string,
  siret: string,
  address: Omit<Party['address'], 'country'>,
  more: Partial<Party> = {},
): Party {
  const siren = siret.slice(0, 9);
  return {
    name,
    identifiers: [establishmentId(siret)],
    legalId: legalIdOfSiret(siret),
    vatId: frenchVatId(siren),
    electronicAddress: electronicAddressOfSiren(siren),
    address: { ...address, country: 'FR' },
    ...more,
  };
}

const acme = french(
  'Acme SAS',
  '73282932000074',
  { line1: '12 rue de la Paix', postCode: '75002', city: 'Paris' },
  { legalInfo: 'SAS au capital de 10 000 € – RCS Paris 732 829 320' },
);
const dupont = french('Dupont & Fils SARL', '55208131766522', {
  line1: '8 quai des Bateliers',
  line2: 'Bâtiment C',
  postCode: '67000',
  city: 'Strasbourg',
});
const dupontDesk: Party = {
  ...dupont,
  tradingName: 'Dupont « Menuiserie »',
  contact: { name: 'Service comptabilité', phone: '+33 3 88 00 00 00', email: 'compta@dupont.example' },
};
const individual: Party = {
  name: 'Élodie Garçon',
  electronicAddress: { value: 'elodie.garcon@courriel.example', scheme: 'EM' },
  address: { line1: '3 allée des Tilleuls', postCode: '44000', city: 'Nantes', country: 'FR' },
};

const transfer: NonNullable<Invoice['payment']> = {
  meansCode: '58',
  meansText: 'Virement',
  remittance: 'ACMES-202611-00001',
  creditTransfers: [
    { account: 'FR7630006000011234567890189', accountName: 'Acme SAS', provider: 'AGRIFRPP' },
  ],
};

const head: Head = {
  number: 'ACMES-202611-00001',
  issueDate: '2026-11-20',
  typeCode: '380',
  currency: 'EUR',
  dueDate: '2026-12-20',
  processType: 'S1',
  notes: frenchNotes('2026-11-20'),
  seller: acme,
  buyer: dupont,
  payment: transfer,
};
const { payment: _payment, ...unpaidHead } = head;
const { dueDate: _dueDate, ...creditHead } = unpaidHead;

/** A document allowance or charge as a percentage of a base, taxed at a rate. */
function share(
  baseAmount: string,
  percentage: string,
  reason: string,
  reasonCode: string,
  vatRate = '20',
): AllowanceCharge {
  return {
    amount: percentageAmount(baseAmount, percentage),
    baseAmount,
    percentage,
    reason,
    reasonCode,
    vatCategory: 'S',
    vatRate,
  };
}

const pdfBytes = new TextEncoder().encode('%PDF-1.4\n% a delivery note\n%%EOF\n');

const longText = Array.from(
  { length: 40 },
  (_, i) =>
    `Article ${i + 1} : prestation d’accompagnement « sur mesure » & suivi <qualité>, réf. n° ${1000 + i}.`,
).join(' ');

/** One line of consulting, the plainest invoice between French businesses. */
const servicesFrance = document(head, [
  line('Conseil en organisation', '5', '850', '20', {
    unitCode: 'DAY',
    description: 'Cadrage et ateliers, novembre 2026',
    sellerItemId: 'CONS-01',
  }),
]);

export const samples: Record<string, Invoice> = {
  servicesFrance,

  goodsShipped: document(
    {
      ...head,
      processType: 'B1',
      buyer: dupontDesk,
      delivery: {
        name: 'Dépôt Dupont',
        location: { value: '55208131700018', scheme: '0009' },
        date: '2026-11-18',
        address: { line1: 'ZI Nord, quai 4', postCode: '68100', city: 'Mulhouse', country: 'FR' },
      },
      despatchAdviceReference: 'BL-8841',
    },
    [
      line('Planche de chêne 2 m', '40', '18.2', '20', {
        unitCode: 'MTR',
        standardItemId: { value: '3012345678902', scheme: '0160' },
        originCountry: 'FR',
      }),
      line('Vis inox (cent)', '12', '4.375', '20', {
        price: { net: '4.375', baseQuantity: '1', baseQuantityUnit: 'C62' },
      }),
    ],
  ),

  severalRates: document({ ...head, processType: 'M1' }, [
    line('Livre « L’Étranger »', '3', '6.6', '5.5'),
    line('Repas de travail', '2', '24.5', '10'),
    line('Presse', '10', '1.9', '2.1'),
    line('Fournitures', '7', '3.333333', '20'),
  ]),

  consumer: document({ ...unpaidHead, buyer: individual, processType: 'B1' }, [
    line('Vélo pliant', '1', '749.17', '20'),
  ]),

  intraCommunityGoods: document(
    {
      ...head,
      processType: 'B1',
      buyer: {
        name: 'Müller Holzbau GmbH',
        vatId: 'DE136695976',
        electronicAddress: { value: 'DE136695976', scheme: '9930' },
        address: { line1: 'Hauptstraße 5', postCode: '80331', city: 'München', country: 'DE' },
      },
      delivery: {
        date: '2026-11-19',
        address: { line1: 'Hauptstraße 5', postCode: '80331', city: 'München', country: 'DE' },
      },
    },
    [line('Charpente lamellée', '2', '3120', '0', { vatCategory: 'K' })],
    {
      exemptions: {
        K: { reason: 'Exonération de TVA, art. 262 ter, I du CGI', reasonCode: 'VATEX-EU-IC' },
      },
    },
  ),

  export: document(
    {
      ...head,
      processType: 'B1',
      buyer: {
        name: 'Alpine Outdoor AG',
        electronicAddress: { value: 'rechnung@alpine.example', scheme: 'EM' },
        legalId: { value: 'CHE-116.281.710', scheme: '0183' },
        address: {
          line1: 'Bahnhofstrasse 1',
          postCode: '8001',
          city: 'Zürich',
          subdivision: 'ZH',
          country: 'CH',
        },
      },
    },
    [line('Tente 4 places', '25', '310.5', '0', { vatCategory: 'G' })],
    { exemptions: { G: { reason: 'Exonération de TVA, art. 262, I du CGI', reasonCode: 'VATEX-EU-G' } } },
  ),

  reverseCharge: document(
    {
      ...head,
      buyer: {
        name: 'Bruxelles Conseil SA',
        vatId: 'BE0403170701',
        electronicAddress: { value: '0403170701', scheme: '0208' },
        address: { line1: 'Rue de la Loi 16', postCode: '1000', city: 'Bruxelles', country: 'BE' },
      },
    },
    [line('Audit de sécurité', '3.5', '1200', '0', { vatCategory: 'AE', unitCode: 'DAY' })],
    {
      exemptions: {
        AE: {
          reason: 'Autoliquidation, art. 283-2 du CGI et art. 44 et 196 de la directive 2006/112/CE',
          reasonCode: 'VATEX-EU-AE',
        },
      },
    },
  ),

  franchise: document(
    {
      ...head,
      seller: french(
        'Camille Petit EI',
        '44306184100047',
        { line1: '1 place du Marché', postCode: '35000', city: 'Rennes' },
        { taxRegistrationId: '443061841' },
      ),
    },
    [line('Illustration de couverture', '1', '480', '0', { vatCategory: 'E' })],
    {
      exemptions: {
        E: { reason: 'TVA non applicable, art. 293 B du CGI', reasonCode: 'VATEX-FR-FRANCHISE' },
      },
    },
  ),

  outOfScope: (() => {
    const { vatId: _vatId, ...seller } = acme;
    const { vatId: _buyerVatId, ...buyer } = dupont;
    const { vatRate: _rate, ...untaxed } = line('Indemnité de résiliation', '1', '1500');
    return document({ ...head, seller, buyer }, [{ ...untaxed, vatCategory: 'O' }], {
      exemptions: { O: { reason: 'Somme hors du champ d’application de la TVA', reasonCode: 'VATEX-EU-O' } },
    });
  })(),

  zeroRate: document({ ...head, processType: 'B1' }, [
    line('Produit taxé à taux zéro', '4', '12.5', '0', { vatCategory: 'Z' }),
  ]),

  dollars: document(
    {
      ...head,
      currency: 'USD',
      taxCurrency: 'EUR',
      payment: {
        meansCode: '30',
        creditTransfers: [{ account: 'FR7630006000011234567890189', provider: 'AGRIFRPP' }],
      },
    },
    [line('Licence annuelle', '10', '99.99', '20')],
    { exchangeRate: '0.92345' },
  ),

  lineDiscount: document(head, [
    line('Développement', '20', '600', '20', {
      unitCode: 'HUR',
      allowances: [
        {
          amount: '1200.00',
          baseAmount: '12000.00',
          percentage: '10',
          reason: 'Remise fidélité',
          reasonCode: '95',
        },
      ],
      charges: [{ amount: '150.00', reason: 'Intervention de nuit', reasonCode: 'ADR' }],
    }),
    line('Clavier', '3', '89.1', '20', { price: { net: '89.1', gross: '99', discount: '9.9' } }),
  ]),

  documentAllowanceCharge: document(
    {
      ...head,
      processType: 'B1',
      allowances: [share('2000.00', '5', 'Remise de fin d’année', '100')],
      charges: [{ amount: '45.00', reason: 'Port', reasonCode: 'FC', vatCategory: 'S', vatRate: '20' }],
    },
    [line('Armoire', '4', '500')],
    { rounding: '-0.02' },
  ),

  periods: document({ ...head, period: { start: '2026-11-01', end: '2026-11-30' }, taxPointCode: '72' }, [
    line('Abonnement', '1', '49', '20', {
      unitCode: 'MON',
      period: { start: '2026-11-01', end: '2026-11-30' },
    }),
    line('Astreinte', '1', '15', '20', { unitCode: 'MON', period: { start: '2026-11-10' } }),
  ]),

  references: document(
    {
      ...head,
      taxPointDate: '2026-11-19',
      buyerReference: 'SERVICE-ACHATS',
      projectReference: 'PRJ-2026-7',
      contractReference: 'CT-118',
      purchaseOrderReference: 'BC-4711',
      salesOrderReference: 'CV-0815',
      receivingAdviceReference: 'REC-55',
      despatchAdviceReference: 'BL-56',
      tenderReference: 'AO-2026-3',
      invoicedObject: { value: 'COMPTEUR-77', scheme: 'ABT' },
      buyerAccountingReference: '606300',
      paymentTerms: '30 jours date de facture',
    },
    [
      line('Maintenance', '1', '300', '20', {
        note: 'Intervention du 12 novembre',
        object: { value: 'LOT-3', scheme: 'ABZ' },
        purchaseOrderLine: '10',
        buyerAccountingReference: '615600',
        buyerItemId: 'B-9',
        sellerItemId: 'S-9',
        classifications: [
          { code: '72253000', scheme: 'STI', version: '2008' },
          { code: '72250000', scheme: 'STI' },
        ],
        attributes: [
          { name: 'Site', value: 'Strasbourg' },
          { name: 'Niveau', value: '2' },
        ],
      }),
    ],
  ),

  directDebit: document(
    {
      ...head,
      payment: {
        meansCode: '59',
        remittance: 'ACMES-202611-00001',
        directDebit: {
          mandate: 'RUM-0042',
          creditorId: 'FR72ZZZ123456',
          debitedAccount: 'FR1420041010050500013M02606',
        },
      },
    },
    [line('Hébergement', '1', '120')],
  ),

  card: document(
    {
      ...head,
      payment: {
        meansCode: '48',
        meansText: 'Carte bancaire',
        card: { number: '4242', holder: 'Jeanne Dupont' },
      },
    },
    [line('Formation', '2', '390', '20', { unitCode: 'DAY' })],
  ),

  notes: document(
    {
      ...head,
      notes: [
        { text: 'Merci de votre confiance.\nBelle fin d’année !' },
        {
          subjectCode: 'AAI',
          text: 'Information générale : <b>pas de balise</b> & "guillemets" \'simples\' ]]>',
        },
        ...frenchNotes('2026-11-20', { latePenaltyRate: '12.5', discountRate: '2', discountDays: 8 }),
        { subjectCode: 'BAR', text: 'B2B' },
      ],
    },
    [line('Conseil', '1', '100')],
  ),

  greekCyrillic: document(
    {
      ...head,
      seller: { ...acme, tradingName: 'Ακμή Συμβουλευτική' },
      buyer: {
        name: 'Технологии България ЕООД',
        tradingName: 'Ελληνική Εταιρεία',
        vatId: 'BG175074752',
        electronicAddress: { value: 'BG175074752', scheme: '9926' },
        address: { line1: 'бул. Витоша 1', postCode: '1000', city: 'София', country: 'BG' },
      },
    },
    [line('Μετάφραση – перевод – œuvre €', '1', '75', '0', { vatCategory: 'AE' })],
    {
      exemptions: {
        AE: {
          reason: 'Autoliquidation, art. 283-2 du CGI et art. 44 et 196 de la directive 2006/112/CE',
          reasonCode: 'VATEX-EU-AE',
        },
      },
    },
  ),

  longTexts: document(
    {
      ...head,
      notes: [{ text: longText }, ...frenchNotes('2026-11-20')],
      paymentTerms: longText.slice(0, 900),
    },
    [
      line(longText.slice(0, 500), '1', '1234.56', '20', { description: longText }),
      line('Anticonstitutionnellement'.repeat(8), '1', '1'),
    ],
  ),

  hundredLines: document(
    { ...head, processType: 'M1' },
    Array.from({ length: 100 }, (_, i) =>
      line(
        `Article n° ${i + 1}`,
        String((i % 7) + 1),
        cents(multiply(String(i + 1), '1.37')),
        ['20', '10', '5.5'][i % 3],
        {
          sellerItemId: `ART-${String(i + 1).padStart(4, '0')}`,
        },
      ),
    ),
  ),

  overseas: document(
    {
      ...head,
      processType: 'B1',
      seller: french('Rhum des Trois-Îlets', '31415926000012', {
        line1: '2 rue Schœlcher',
        postCode: '97229',
        city: 'Les Trois-Îlets',
      }),
    },
    [
      line('Rhum agricole', '12', '21.9', '8.5'),
      line('Presse locale', '30', '0.98', '1.05'),
      line('Farine', '50', '1.1', '2.1'),
    ],
  ),

  corsica: document(
    {
      ...head,
      processType: 'B1',
      seller: french('Énergie Corse SARL', '48220310600018', {
        line1: '5 cours Napoléon',
        postCode: '20000',
        city: 'Ajaccio',
      }),
    },
    [
      line('Fioul domestique', '1000', '1.0235', '13', { unitCode: 'LTR' }),
      line('Spectacle, premières représentations', '2', '18', '0.9'),
      line('Farine de châtaigne', '6', '9.5', '2.1'),
    ],
  ),

  deposit: document(
    { ...head, number: 'ACMES-202611-00002', typeCode: '386', purchaseOrderReference: 'BC-4712' },
    [line('Acompte de 30 % sur commande BC-4712', '1', '3000')],
  ),

  finalAfterDeposit: document(
    {
      ...head,
      number: 'ACMES-202611-00003',
      processType: 'S4',
      precedingInvoices: [{ number: 'ACMES-202611-00002', issueDate: '2026-11-20' }],
    },
    [line('Mission BC-4712', '1', '10000')],
    { prepaid: '3600' },
  ),

  creditNote: document(
    {
      ...creditHead,
      number: 'ACMES-A-202611-00001',
      typeCode: '381',
      paymentTerms: 'À déduire de votre prochain règlement',
      precedingInvoices: [{ number: 'ACMES-202611-00001', issueDate: '2026-11-20' }],
      projectReference: 'PRJ-2026-7',
      buyerReference: 'SERVICE-ACHATS',
      tenderReference: 'AO-2026-3',
      period: { start: '2026-11-01', end: '2026-11-30' },
    },
    [line('Conseil en organisation, jour non réalisé', '1', '850', '20', { unitCode: 'DAY' })],
  ),

  alreadyPaid: document(
    {
      ...head,
      processType: 'B2',
      dueDate: '2026-11-19',
      payment: { meansCode: '10', meansText: 'Espèces' },
    },
    [line('Outillage', '2', '45.5')],
    { prepaid: '109.20' },
  ),

  supportingDocuments: document(
    {
      ...head,
      supportingDocuments: [
        {
          reference: 'BL-8841',
          description: 'BON_LIVRAISON',
          attachment: { bytes: pdfBytes, mimeCode: 'application/pdf', filename: 'bon-de-livraison.pdf' },
        },
        {
          reference: 'CGV-2026',
          description: 'DOCUMENT_ANNEXE',
          location: 'https://acme.example/cgv?v=2026&l=fr',
        },
      ],
    },
    [line('Conseil', '1', '100')],
  ),

  contactsPayee: document(
    {
      ...head,
      seller: {
        ...acme,
        contact: { name: 'Jean Martin', phone: '+33 1 23 45 67 89', email: 'jean.martin@acme.example' },
      },
      buyer: dupontDesk,
      payee: {
        name: 'Affacturage de France SA',
        identifier: { value: '30003550800013', scheme: '0009' },
        legalId: { value: '300035508', scheme: '0002' },
      },
    },
    [line('Conseil', '1', '100')],
  ),

  taxRepresentative: document(
    {
      ...head,
      processType: 'B1',
      seller: {
        name: 'Northwind Trading Ltd',
        identifiers: [{ value: '5790000436057', scheme: '0088' }],
        electronicAddress: { value: 'billing@northwind.example', scheme: 'EM' },
        legalId: { value: '732829320', scheme: '0002' },
        address: { line1: '1 High Street', city: 'London', postCode: 'SW1A 1AA', country: 'GB' },
      },
      taxRepresentative: {
        name: 'Représentation fiscale SAS',
        vatId: frenchVatId('443061841'),
        address: { line1: '9 rue Royale', postCode: '75008', city: 'Paris', country: 'FR' },
      },
    },
    [line('Marchandises', '3', '199.99')],
  ),
};

/** The names of the samples that are invoices between French businesses: these satisfy BR-FR as well. */
export const frenchBusinessSamples: readonly string[] = Object.entries(samples)
  .filter(([, { seller, buyer }]) => seller.legalId?.scheme === '0002' && buyer.legalId?.scheme === '0002')
  .map(([name]) => name);
