/**
 * Types that occur in many places: a party, its address and contact, a reference to a document, a tax, an allowance or charge. A table gives the
 * numbers of their terms; what it gives no number for is named by its path.
 */
import type { Text } from '@scell/core';
import { parseNumbers } from './notation.ts';
import { type Group, headRow, type Row, rowsOf } from './table.ts';

type Numbers<Slot extends string> = Partial<Record<Slot, string>>;

/** The rows of a type with the numbers of one place, and "party: slot" for a name. */
function fill<Slot extends string>(
  rows: Readonly<Record<Slot, Row>>,
  numbers: Numbers<Slot>,
  owner: Text,
  change: (slot: Slot, row: Row) => Row = (_, row) => row,
): Row[] {
  // The keys of a literal are the slots it was written with.
  return (Object.keys(rows) as Slot[]).map((slot) => {
    const row = change(slot, rows[slot]);
    const name = { fr: `${owner.fr} : ${row.name.fr}`, en: `${owner.en}: ${row.name.en}` };
    return { ...row, name, numbers: parseNumbers(numbers[slot] ?? '-') };
  });
}

/** Slots by name, from lines "slot | cardinality | kind | CII | UBL | French | English". */
function slots<Slot extends string>(names: readonly Slot[], text: string): Readonly<Record<Slot, Row>> {
  const rows = rowsOf(text);
  // A test holds the counts together.
  return Object.fromEntries(names.map((name, at) => [name, rows[at]])) as Record<Slot, Row>;
}

/** Without a place in UBL. */
const withoutUbl = (row: Row): Row => ({ ...row, ubl: undefined });

const addressSlots = slots(
  ['postCode', 'line1', 'line2', 'line3', 'city', 'country', 'subdivision'],
  `
  - | 0..1 | text | PostcodeCode           | PostalZone                | code postal         | post code
  - | 0..1 | text | LineOne                | StreetName                | ligne d’adresse 1   | address line 1
  - | 0..1 | text | LineTwo                | AdditionalStreetName      | ligne d’adresse 2   | address line 2
  - | 0..1 | text | LineThree              | AddressLine/Line          | ligne d’adresse 3   | address line 3
  - | 0..1 | text | CityName               | CityName                  | ville               | city
  - | 1..1 | code | CountryID              | Country/IdentificationCode | pays               | country
  - | 0..1 | text | CountrySubDivisionName | CountrySubentity          | région              | country subdivision`,
);

/** An address: its group, then post code, lines 1 to 3, city, country and subdivision, as CII orders them. */
function address(
  parent: string,
  numbers: string | undefined,
  owner: Text,
  kind: 'postal' | 'legal',
  ubl: string,
): Group {
  const [head = '-', ...others] = numbers?.split(' ') ?? [];
  const name = {
    fr: `${owner.fr} : adresse ${kind === 'legal' ? 'légale' : 'postale'}`,
    en: `${owner.en}: ${kind} address`,
  };
  const [postCode, line1, line2, line3, city, country, subdivision] = others;
  const given = Object.fromEntries(
    Object.entries({ postCode, line1, line2, line3, city, country, subdivision }).filter(
      ([, number]) => number !== undefined,
    ),
  );
  return {
    parent,
    head: headRow(`${head} | 0..1 | PostalTradeAddress | ${ubl} | ${name.fr} | ${name.en}`),
    rows: fill(addressSlots, given, name, (_, row) => (ubl === '-' ? withoutUbl(row) : row)),
  };
}

const contactSlots = slots(
  ['person', 'department', 'type', 'phoneUri', 'phone', 'faxUri', 'fax', 'email', 'emailNumber'],
  `
  - | 0..1 | text       | PersonName                                     | Name           | personne            | person
  - | 0..1 | text       | DepartmentName                                 | -              | service             | department
  - | 0..1 | code       | TypeCode                                       | -              | type de contact     | type of contact
  - | 0..1 | identifier | TelephoneUniversalCommunication/URIID          | -              | téléphone (URI)     | telephone (URI)
  - | 0..1 | text       | TelephoneUniversalCommunication/CompleteNumber | Telephone      | téléphone           | telephone
  - | 0..1 | identifier | FaxUniversalCommunication/URIID                | -              | télécopie (URI)     | fax (URI)
  - | 0..1 | text       | FaxUniversalCommunication/CompleteNumber       | -              | télécopie           | fax
  - | 0..1 | identifier | EmailURIUniversalCommunication/URIID           | ElectronicMail | courriel            | e-mail
  - | 0..1 | text       | EmailURIUniversalCommunication/CompleteNumber  | -              | courriel (numéro)   | e-mail (number)`,
);

const partySlots = slots(
  ['id', 'globalId', 'name', 'role', 'description', 'endpoint', 'endpointNumber', 'vatId', 'taxId'],
  `
  - | 0..n | identifier | ID*                                            | PartyIdentification*/ID                | identifiant           | identifier
  - | 0..n | identifier | GlobalID*                                      | PartyIdentification*[ID/@schemeID]/ID  | identifiant global    | global identifier
  - | 0..1 | text       | Name                                           | PartyLegalEntity/RegistrationName      | raison sociale        | name
  - | 0..1 | code       | RoleCode                                       | IndustryClassificationCode             | rôle                  | role
  - | 0..1 | text       | Description                                    | PartyLegalEntity/CompanyLegalForm      | informations légales  | legal information
  - | 0..1 | identifier | URIUniversalCommunication/URIID                | EndpointID                             | adresse électronique  | electronic address
  - | 0..1 | text       | URIUniversalCommunication/CompleteNumber       | -                                      | adresse électronique (numéro) | electronic address (number)
  - | 0..1 | identifier | SpecifiedTaxRegistration[ID/@schemeID=VA]/ID   | PartyTaxScheme[TaxScheme/ID=VAT]/CompanyID | numéro de TVA     | VAT identifier
  - | 0..1 | identifier | SpecifiedTaxRegistration[ID/@schemeID=FC]/ID   | PartyTaxScheme[TaxScheme/ID~LOC]/CompanyID | identifiant fiscal | tax registration`,
);

const legalSlots = slots(
  ['legalId', 'tradingName'],
  `
  - | 0..1 | identifier | ID                  | PartyLegalEntity/CompanyID             | identifiant légal     | legal registration
  - | 0..1 | text       | TradingBusinessName | PartyName/Name                         | nom commercial        | trading name`,
);

type PartySlot = keyof typeof partySlots | keyof typeof legalSlots;
type ContactSlot = keyof typeof contactSlots;

/** A party: the numbers of its terms. */
interface PartyTable extends Numbers<PartySlot> {
  /** The group and its path, as `group` takes them. */
  head: string;
  parent?: string;
  /** Places in UBL other than those of a party there; "-" for none. */
  ubl?: Numbers<PartySlot>;
  /** Group, then person, department, type, telephone, fax and e-mail. */
  contact?: string;
  contactUbl?: string;
  /** Group and its seven terms. */
  address?: string;
  addressUbl?: string;
  /** The group of the legal organization. */
  legal: string;
  legalAddress?: string;
}

/** The groups of a party: itself, its legal address, its contacts, its address. */
export function party(table: PartyTable): Group[] {
  const head = headRow(table.head);
  const { name } = head;
  const inUbl = head.ubl !== undefined;
  const id = idOf(head);
  const place = (slot: PartySlot, row: Row): Row => {
    const other = table.ubl?.[slot];
    if (!inUbl || other === '-') return withoutUbl(row);
    return other === undefined ? row : { ...row, ubl: other };
  };
  const [contactHead = '-', person, department, type, phone, fax, email] = table.contact?.split(' ') ?? [];
  const contactNumbers: Numbers<ContactSlot> = Object.fromEntries(
    Object.entries({ person, department, type, phone, fax, email }).filter(
      ([, number]) => number !== undefined,
    ),
  );
  const numbers = { ...table, ...schemed(table) };
  const legalHead = headRow(
    `${table.legal} | 0..1 | SpecifiedLegalOrganization | ${inUbl ? '.' : '-'} | ${name.fr} : organisation légale | ${name.en}: legal organization`,
  );
  const contactUbl = inUbl ? (table.contactUbl ?? 'Contact') : '-';
  const contactName = { fr: `${name.fr} : contact`, en: `${name.en}: contact` };
  return [
    { parent: table.parent ?? '', head, rows: fill(partySlots, numbers, name, place) },
    { parent: id, head: legalHead, rows: fill(legalSlots, numbers, name, place) },
    address(idOf(legalHead), table.legalAddress, name, 'legal', '-'),
    {
      parent: id,
      head: headRow(
        `${contactHead} | 0..n | DefinedTradeContact* | ${contactUbl} | ${contactName.fr} | ${contactName.en}`,
      ),
      rows: fill(contactSlots, contactNumbers, contactName, (_, row) =>
        contactUbl === '-' ? withoutUbl(row) : row,
      ),
    },
    address(id, table.address, name, 'postal', inUbl ? (table.addressUbl ?? 'PostalAddress') : '-'),
  ];
}

/** Identifiers whose scheme has their own number and "-0" in EXTENDED, where the table says nothing else. */
const SCHEMED = ['globalId', 'legalId', 'endpoint', 'vatId', 'taxId'] as const;

function schemed(table: PartyTable): Numbers<PartySlot> {
  const own = SCHEMED.flatMap((slot) => {
    const number = table[slot];
    return number !== undefined && /^\d+$/.test(number) ? [[slot, `${number}@${number}-0`] as const] : [];
  });
  return Object.fromEntries(own);
}

/** What other groups call this one: its number, or its path. */
export function idOf(head: Row): string {
  return head.numbers.id ?? head.cii?.replaceAll('*', '') ?? '';
}

const referenceSlots = slots(
  ['number', 'uri', 'line', 'type', 'name', 'attachment', 'kind', 'date'],
  `
  - | 0..1 | identifier | IssuerAssignedID       | - | numéro                | number
  - | 0..1 | identifier | URIID                  | - | adresse               | location
  - | 0..1 | identifier | LineID                 | - | ligne                 | line
  - | 0..1 | code       | TypeCode               | - | type                  | type
  - | 0..1 | text       | Name                   | - | description           | description
  - | 0..1 | binary     | AttachmentBinaryObject | - | pièce jointe          | attachment
  - | 0..1 | code       | ReferenceTypeCode      | - | type de référence     | type of reference
  - | 0..1 | date       | FormattedIssueDateTime | - | date                  | date`,
);

type ReferenceSlot = keyof typeof referenceSlots;

/** A reference to a document: "number > place in UBL" by slot, as far as there are any. */
export function reference(parent: string, head: string, given: Numbers<ReferenceSlot>): Group {
  return shaped(parent, head, referenceSlots, given);
}

const taxSlots = slots(
  [
    'amount',
    'type',
    'reason',
    'base',
    'lineBase',
    'allowanceBase',
    'category',
    'reasonCode',
    'pointDate',
    'pointCode',
    'rate',
  ],
  `
  - | 0..1 | amount  | CalculatedAmount           | - | montant de la taxe              | tax amount
  - | 0..1 | code    | TypeCode                   | - | type de taxe                    | type of tax
  - | 0..1 | text    | ExemptionReason            | - | motif d’exonération             | exemption reason
  - | 0..1 | amount  | BasisAmount                | - | base imposable                  | taxable amount
  - | 0..1 | amount  | LineTotalBasisAmount       | - | base des lignes                 | basis of the lines
  - | 0..1 | amount  | AllowanceChargeBasisAmount | - | base des remises et frais       | basis of allowances and charges
  - | 0..1 | code    | CategoryCode               | - | catégorie de TVA                | VAT category
  - | 0..1 | code    | ExemptionReasonCode        | - | code du motif d’exonération     | exemption reason code
  - | 0..1 | date    | TaxPointDate               | - | date d’exigibilité              | tax point date
  - | 0..1 | code    | DueDateTypeCode            | - | code d’exigibilité              | tax point date code
  - | 0..1 | percent | RateApplicablePercent      | - | taux de TVA                     | VAT rate`,
);

/** A tax: "number > place in UBL" by slot. */
export function tax(parent: string, head: string, given: Numbers<keyof typeof taxSlots>): Group {
  return shaped(parent, head, taxSlots, given);
}

const allowanceSlots = slots(
  ['sequence', 'percentage', 'base', 'quantity', 'amount', 'reasonCode', 'reason'],
  `
  - | 0..1 | number   | SequenceNumeric    | - | rang                 | sequence
  - | 0..1 | percent  | CalculationPercent | - | pourcentage          | percentage
  - | 0..1 | amount   | BasisAmount        | - | base                 | base amount
  - | 0..1 | quantity | BasisQuantity      | - | quantité de base     | base quantity
  - | 1..1 | amount   | ActualAmount       | - | montant              | amount
  - | 0..1 | code     | ReasonCode         | - | code du motif        | reason code
  - | 0..1 | text     | Reason             | - | motif                | reason`,
);

/** An allowance or a charge: "number > place in UBL" by slot. */
export function allowance(parent: string, head: string, given: Numbers<keyof typeof allowanceSlots>): Group {
  return shaped(parent, head, allowanceSlots, given);
}

function shaped<Slot extends string>(
  parent: string,
  headText: string,
  rows: Readonly<Record<Slot, Row>>,
  given: Numbers<Slot>,
): Group {
  const head = headRow(headText);
  const numbers: Numbers<Slot> = {};
  const places: Numbers<Slot> = {};
  for (const slot of Object.keys(given) as Slot[]) {
    const [number = '', place] = (given[slot] ?? '').split('>').map((part) => part.trim());
    numbers[slot] = number;
    if (place !== undefined) places[slot] = place;
  }
  return {
    parent,
    head,
    rows: fill(rows, numbers, head.name, (slot, row) => ({ ...row, ubl: places[slot] })),
  };
}
