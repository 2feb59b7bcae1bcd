/** Example requests of the documentation, one dialect each. A test reads them without error or warning. */

const address = { line1: '1 Rue de la Paix', postal_code: '75001', city: 'Paris', country: 'FR' };
const seller = {
  seller_name: 'Acme SAS',
  seller_country: 'FR',
  seller_siret: '12345678901234',
  seller_address: address,
};

export const CREATE_EXAMPLES = {
  business: {
    issue_date: '2026-05-06',
    due_date: '2026-06-05',
    ...seller,
    seller_vat_number: 'FR12345678901',
    buyer_name: 'Globex SAS',
    buyer_siret: '98765432109876',
    buyer_country: 'FR',
    buyer_address: { line1: '10 Place Vendôme', postal_code: '75001', city: 'Paris', country: 'FR' },
    buyer_shipping_address: {
      name: 'Quai nord',
      line1: '42 Rue des Rosiers',
      postal_code: '93400',
      city: 'Saint-Ouen',
    },
    lines: [
      {
        description: 'Conseil, mai 2026',
        quantity: 5,
        unit: 'DAY',
        unit_price: 200,
        vat_rate: 20,
        supply_type: 'services',
      },
    ],
    payment_terms: '30 jours fin de mois',
    bank_details: { iban: 'FR7630006000011234567890189', bic: 'BNPAFRPPXXX' },
    purchase_order: 'PO-2026-00042',
    total_ht: 1000,
    total_tax: 200,
    total_ttc: 1200,
  },
  individual: {
    issue_date: '2026-05-06',
    buyer_name: 'Marie Dupont',
    buyer_is_individual: true,
    buyer_address: { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris' },
    lines: [{ description: 'Dépannage', quantity: 1, unit_price: 50, vat_rate: 20 }],
  },
  registered_buyer: {
    invoice_date: '2026-05-06',
    due_date: '2026-06-05',
    buyer_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0001',
    lines: [
      {
        description: 'Abonnement',
        quantity: 1,
        unit_price_ht: 500,
        tva_rate: 20,
        total_ht: 500,
        total_ttc: 600,
      },
    ],
    total_ht: 500,
    total_tva: 100,
    total_ttc: 600,
  },
  exempt_and_foreign: {
    issue_date: '2026-05-06',
    currency: 'USD',
    exchange_rate: 0.92,
    buyer: {
      name: 'Globex GmbH',
      vat_number: 'DE123456789',
      country: 'DE',
      address: { line1: 'Hauptstraße 1', postal_code: '10115', city: 'Berlin', country: 'DE' },
    },
    lines: [
      {
        description: 'Licence',
        quantity: 1,
        unit_price: 900,
        vat_category: 'AE',
        exemption_reason: 'Autoliquidation, CGI art. 283-2',
        supply_type: 'services',
      },
    ],
  },
} as const;

export const TENANT_EXAMPLES = {
  nested_parties: {
    company_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0002',
    issue_date: '2026-05-06',
    buyer: {
      company_name: 'Globex SAS',
      siret: '98765432109876',
      address: { street: '10 Place Vendôme', postal_code: '75001', city: 'Paris', country: 'FR' },
    },
    lines: [{ description: 'Conseil', quantity: 5, unit_price: 200, tax_rate: 20 }],
  },
} as const;
