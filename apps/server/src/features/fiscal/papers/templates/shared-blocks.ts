import type { Block, Cell } from '@scell/pdf';
import type { Release } from '../../../../platform/services.ts';
import { frenchDay } from '../french.ts';
import type { Holder } from '../holder.ts';
import { FALSE_STATEMENT, LAW_AS_OF, OBLIGATION, OUT_OF_SCOPE, RESPONSIBILITY, UNCERTAINTY } from '../law.ts';
import { SOFTWARE_NAME } from '../software.ts';

/** What the law says and does not say: at the end of every paper. */
export function lawBlocks(heading: string): Block[] {
  return [
    { kind: 'heading', level: 1, text: heading },
    { kind: 'paragraph', text: `État du droit connu au ${frenchDay(LAW_AS_OF)}.` },
    { kind: 'heading', level: 2, text: 'L’obligation' },
    { kind: 'list', items: OBLIGATION },
    { kind: 'heading', level: 2, text: 'Ce qui est hors de son champ' },
    { kind: 'list', items: OUT_OF_SCOPE },
    { kind: 'heading', level: 2, text: 'Ce qui est incertain' },
    { kind: 'list', items: UNCERTAINTY },
    {
      kind: 'notice',
      tone: 'plain',
      title: 'Qui répond de ce document',
      paragraphs: [RESPONSIBILITY, FALSE_STATEMENT],
    },
  ];
}

/** Which software, to the file. */
export function softwareRows({ version, commit, proof }: Release): [string, Cell][] {
  return [
    ['Logiciel', SOFTWARE_NAME],
    ['Version', version],
    ['Révision des sources', commit ?? 'inconnue de cette installation'],
    ...(proof.unmodified
      ? ([
          ['Fichiers installés', 'identiques à la version publiée'],
          ['Empreinte de leur liste', { text: proof.digest, tone: 'digest' }],
        ] satisfies [string, Cell][])
      : ([['Fichiers installés', 'non prouvés identiques à une version publiée']] satisfies [
          string,
          Cell,
        ][])),
  ];
}

/** Who uses it. */
export function holderRows({ tenantId, subTenantId, name, company }: Holder): [string, string][] {
  const rows: [string, string][] = [];
  if (company !== null) {
    rows.push(['Dénomination', company.name]);
    if (company.legal_form !== null) rows.push(['Forme juridique', company.legal_form]);
    if (company.siret !== null) rows.push(['SIRET', company.siret]);
    else if (company.siren !== null) rows.push(['SIREN', company.siren]);
    if (company.vat_number !== null) rows.push(['N° de TVA', company.vat_number]);
    const { address_line1, address_line2, postal_code, city, country } = company;
    const street = [address_line1, address_line2].filter((line) => line !== null).join(', ');
    rows.push(['Adresse', `${street}\n${postal_code} ${city} (${country})`]);
  }
  rows.push([subTenantId === null ? 'Compte' : 'Sous-compte', `${name}\n${subTenantId ?? tenantId}`]);
  return rows;
}
