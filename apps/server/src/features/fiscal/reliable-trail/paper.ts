import type { Block, Paper } from '@scell/pdf';
import { frenchAmount, frenchCount, frenchDay, frenchMoment, shortMoment } from '../papers/french.ts';
import { SOFTWARE_NAME } from '../papers/software.ts';
import { TEMPLATES } from '../papers/templates/template.ts';
import type { Trail } from './read-trail.ts';

/** References that a paper prints: an invoice may have thousands of lines with theirs. */
const PRINTED = 500;

/** The trail as an auditor prints it, in French. */
export function trailPaper(trail: Trail, version: string, now: Date): Paper {
  const { document, number } = trail;
  const { title, version: template } = TEMPLATES.trail;
  return {
    title: `${title} – facture ${number}`,
    subtitle:
      'De la commande au paiement : ce que cette installation conserve d’un document (CGI, art. 289, VII, 1°)',
    identity: `${SOFTWARE_NAME} ${version} · ${title.toLowerCase()} · modèle ${template} · ${trail.seller.name}\nDocument ${trail.id} · tirée le ${frenchMoment(now)}`,
    blocks: [
      verdict(trail),
      { kind: 'heading', level: 1, text: '1. Le document' },
      {
        kind: 'facts',
        rows: [
          ['Numéro', number],
          ['Type (BT-3)', document.typeCode],
          ['Date d’émission', frenchDay(document.issueDate)],
          ['Échéance', document.dueDate === null ? '–' : frenchDay(document.dueDate)],
          ['Vendeur', party(trail.seller)],
          ['Acheteur', document.buyer === null ? ERASED : party(document.buyer)],
          ['Total sans TVA', frenchAmount(document.totals.withoutVat, document.currency)],
          ['TVA', frenchAmount(document.totals.vat ?? '0', document.currency)],
          ['Total avec TVA', frenchAmount(document.totals.withVat, document.currency)],
          ['État', STATUS_WORDS[trail.status] ?? trail.status],
          ['Enregistré le', frenchMoment(trail.recordedAt)],
        ],
      },
      { kind: 'heading', level: 1, text: '2. Commande, contrat, livraison' },
      ...orNone(
        document.references.length,
        'Le document ne cite ni commande, ni contrat, ni livraison : le rapprochement se fait par d’autres pièces.',
        {
          kind: 'table',
          columns: [
            { head: 'Terme', share: 12 },
            { head: 'Référence', share: 38 },
            { head: 'Valeur', share: 40 },
            { head: 'Ligne', share: 10 },
          ],
          rows: document.references
            .slice(0, PRINTED)
            .map(({ term, name, value, line }) => [term, name.fr, value, line ?? '–']),
        },
      ),
      ...beyond(document.references.length),
      { kind: 'heading', level: 1, text: '3. Documents liés' },
      ...orNone(trail.related.length, 'Aucun document ne précède celui-ci ni ne s’y rapporte.', {
        kind: 'table',
        columns: [
          { head: 'Lien', share: 24 },
          { head: 'Numéro', share: 34 },
          { head: 'Type', share: 12 },
          { head: 'Date', share: 14 },
          { head: 'Conservé ici', share: 16 },
        ],
        rows: trail.related.map(({ relation, number: other, typeCode, issueDate, id }) => [
          relation === 'preceding' ? 'précède ce document' : 's’y rapporte',
          other,
          typeCode ?? '–',
          issueDate ?? '–',
          id === null ? 'non' : 'oui',
        ]),
      }),
      { kind: 'heading', level: 1, text: '4. Paiements' },
      ...orNone(trail.payments.length, 'Aucun paiement n’est enregistré.', {
        kind: 'table',
        columns: [
          { head: 'Payé le (Paris)', share: 24 },
          { head: 'Moyen (code)', share: 20 },
          { head: 'Référence', share: 28 },
          { head: 'Montant', share: 28, align: 'right' },
        ],
        rows: trail.payments.map(({ paid_at, means_code, reference, amount, currency }) => [
          shortMoment(paid_at),
          means_code,
          reference ?? '–',
          frenchAmount(amount, currency),
        ]),
      }),
      { kind: 'heading', level: 1, text: '5. Registre' },
      ...(trail.entries.length === 0
        ? [
            {
              kind: 'paragraph',
              text: 'Aucune entrée du registre ne porte sur ce document.',
            } satisfies Block,
          ]
        : trail.entries.flatMap(ledgerEntry)),
      { kind: 'heading', level: 1, text: '6. Fichiers' },
      ...orNone(trail.files.length, 'Aucun fichier n’est encore fait de ce document.', {
        kind: 'table',
        columns: [
          { head: 'Fichier', share: 11 },
          { head: 'Fait le (Paris)', share: 14 },
          { head: 'SHA-256', share: 63 },
          { head: 'Octets', share: 12, align: 'right' },
        ],
        rows: trail.files.map(({ kind, created_at, sha256, size }) => [
          kind,
          shortMoment(created_at),
          { text: sha256.toString('hex'), tone: 'digest' },
          frenchCount(size),
        ]),
      }),
      { kind: 'heading', level: 1, text: '7. Chronologie' },
      {
        kind: 'table',
        columns: [
          { head: 'Moment (Paris)', share: 22 },
          { head: 'Fait', share: 53 },
          { head: 'Auteur', share: 25 },
        ],
        rows: trail.chronology.map(({ at, what, by }) => [shortMoment(at), what.fr, by ?? '–']),
      },
      ...law(),
    ],
  };
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  validated: 'émise',
  converted: 'convertie',
  transmitted: 'transmise',
  accepted: 'acceptée',
  rejected: 'rejetée',
  paid: 'payée',
  completed: 'achevée',
};

function verdict({ intact }: Trail): Block {
  return intact
    ? {
        kind: 'notice',
        tone: 'plain',
        title: 'Les données conservées se tiennent',
        paragraphs: [
          'Les événements se suivent sans trou, les empreintes des entrées et celle du document conservé sont exactes, et le sceau de chaque entrée est valable. Les liens avec le reste de la chaîne, et la confiance dans la clé, se contrôlent sur l’export, avec le vérificateur hors ligne.',
        ],
      }
    : {
        kind: 'notice',
        tone: 'warning',
        title: 'Les données conservées ne se tiennent pas entièrement',
        paragraphs: [
          'Un événement manque, une empreinte ne correspond pas ou une entrée est sans sceau valable : voir la partie 5, et faites contrôler l’export par le vérificateur hors ligne avant de vous appuyer sur ce document.',
        ],
      };
}

function ledgerEntry(entry: Trail['entries'][number]): Block[] {
  const { entry_type, chain_kind, chain_id, position, recorded_at, data_hash, chain_hash, key_id } = entry;
  return [
    { kind: 'heading', level: 2, text: `${entry_type}, chaîne « ${chain_kind} », position ${position}` },
    {
      kind: 'facts',
      rows: [
        ['Chaîne', chain_id],
        ['Enregistrée le', frenchMoment(recorded_at)],
        ['Empreinte des données', { text: data_hash.toString('hex'), tone: 'digest' }],
        ['Empreinte de chaîne', { text: chain_hash.toString('hex'), tone: 'digest' }],
        ['Clé du sceau', { text: key_id ?? 'sans sceau', tone: 'digest' }],
        [
          'Contrôle',
          !entry.intact
            ? { text: 'Altérée', tone: 'warning' }
            : key_id === null
              ? { text: 'Sans sceau', tone: 'warning' }
              : entry.sealed
                ? { text: 'Intacte, sceau valable', tone: 'good' }
                : { text: 'Le sceau ne vaut rien', tone: 'warning' },
        ],
      ],
    },
  ];
}

function orNone(count: number, none: string, table: Block): Block[] {
  return [count === 0 ? { kind: 'paragraph', text: none } : table];
}

function beyond(count: number): Block[] {
  if (count <= PRINTED) return [];
  const text = `Les ${frenchCount(count - PRINTED)} références suivantes, de lignes, sont dans la réponse JSON de l’API.`;
  return [{ kind: 'paragraph', text }];
}

const ERASED = 'Effacé sur demande (RGPD) : montants et dates viennent de l’entrée du registre.';

function party({ name, identifier }: Trail['seller']): string {
  return identifier === null ? name : `${name}\n${identifier}`;
}

function law(): Block[] {
  return [
    { kind: 'heading', level: 1, text: '8. Ce que la loi demande' },
    {
      kind: 'paragraph',
      text: 'Sauf signature électronique qualifiée, cachet ou EDI, l’entreprise assure l’authenticité de l’origine, l’intégrité du contenu et la lisibilité d’une facture par des contrôles permanents et documentés qui établissent une piste d’audit fiable entre la facture et la livraison du bien ou la prestation qui la fonde (CGI, art. 289, VII, 1°).',
    },
    {
      kind: 'paragraph',
      text: 'Ce document réunit ce que le logiciel sait et peut prouver. Il n’établit ni que la livraison ou la prestation a eu lieu, ni que l’entreprise a fait ses contrôles : bons de commande, bons de livraison, contrats et procédures internes sont à garder avec lui.',
    },
  ];
}
