import { z } from 'zod';
import { choice } from '../../fields/choices.ts';
import { date } from '../../fields/dates.ts';
import { base64, documentText, ruleSets } from '../../fields/documents.ts';
import { uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';

/** How a verdict is written: for the reader of the answer, a static analysis, a Schematron step, a person. */
export const REPORT_FORMATS = ['json', 'sarif', 'svrl', 'html'] as const;

const options = {
  rules: ruleSets.optional(),
  on: date.optional(),
  lang: choice(['fr', 'en']).optional(),
  format: choice(REPORT_FORMATS, { synonyms: { xml: 'svrl' } }).optional(),
};

const ONE_DOCUMENT = ['invoice_id', 'xml', 'content_base64'] as const;

const validateBody = z
  .object({
    invoice_id: uuid.optional(),
    xml: documentText.optional(),
    content_base64: base64.optional(),
    ...options,
  })
  .meta({ id: 'ValidateInput', anyOf: ONE_DOCUMENT.map((name) => ({ required: [name] })) });

const place = {
  line: z.int(),
  column: z.int(),
  path: z.string().meta({ description: 'XPath with the prefixes of CEN/TS 16931-3.' }),
  figures: z.record(z.string(), z.string()).nullable(),
};
const severity = z.enum(['fatal', 'warning']);

const patch = z
  .object({
    edits: z.array(
      z.object({
        op: z.string(),
        path: z.string(),
        name: z.string().optional(),
        value: z.string().optional(),
        start: z.int().meta({ description: 'In UTF-16 code units of the decoded XML.' }),
        end: z.int(),
        was: z.string(),
        becomes: z.string(),
      }),
    ),
    silences: z.int().meta({ description: 'How many places it mends.' }),
    loses: z.boolean().meta({ description: 'Whether information goes.' }),
    lost: z.array(z.string()),
  })
  .meta({ id: 'Patch' });

const finding = z
  .object({
    ruleset: z.string(),
    rule: z.string().meta({ description: 'The official id, as SVRL gives it.' }),
    severity,
    count: z.int().meta({ description: 'Places where the rule fails.' }),
    term: z.string().nullable().meta({ description: 'The business term: `BT-112`.' }),
    ...place,
    explanation: z.string(),
    remedy: z.string(),
    places: z.array(z.object(place)).meta({ description: 'The first hundred.' }),
    patch: patch.nullable().meta({
      description:
        'A change of the XML that silences the rule; none for a large document that is wrong all over.',
    }),
  })
  .meta({ id: 'Finding' });

const hybrid = z
  .object({
    format: z.string(),
    profile: z.string().nullable(),
    filename: z.string(),
    version: z.string().nullable(),
    relationship: z.string().nullable(),
  })
  .meta({ id: 'HybridFacts' });

/** What the rules say of a document. */
export const verdict = z
  .object({
    valid: z.boolean().meta({ description: 'No fatal rule fails.' }),
    syntax: z.enum(['cii', 'ubl']),
    container: z.enum(['xml', 'pdf']),
    specification: z.string().nullable().meta({ description: 'BT-24.' }),
    rulesets: z.array(z.object({ id: z.string(), version: z.string() })),
    findings: z.array(finding),
    hybrid: hybrid.nullable().meta({ description: 'The PDF that carries the XML.' }),
  })
  .meta({ id: 'Verdict' });

export type Verdict = z.output<typeof verdict>;

export const validateInvoice = operation({
  id: 'validateInvoice',
  tag: 'Invoices',
  auth: 'key',
  surface: 'documents',
  method: 'POST',
  path: '/invoices/validate',
  summary: { fr: 'Valider un document', en: 'Validate a document' },
  description: {
    fr: 'Juge une facture CII ou UBL, seule ou dans un PDF, par les règles officielles : le fichier (partie `file`, ou seul dans le corps), `xml`, `content_base64`, ou `invoice_id`, une facture ou un brouillon du compte. Sans `rules`, les règles que le document annonce. Rien n’est conservé. Le format de la réponse vient de `format`, sinon de `Accept`.',
    en: 'Judges an invoice in CII or UBL, alone or in a PDF, by the official rules: the file (part `file`, or alone as the body), `xml`, `content_base64`, or `invoice_id`, an invoice or draft of the account. Without `rules`, the rules that the document announces. Nothing is kept. The format of the answer comes from `format`, else from `Accept`.',
  },
  scopes: ['invoices:read'],
  query: z.object(options),
  body: validateBody,
  upload: {
    names: ['file', 'original_file'],
    description: { fr: 'La facture : XML ou PDF.', en: 'The invoice: XML or PDF.' },
    alone: ['application/xml', 'text/xml', 'application/pdf'],
  },
  changesNothing: true,
  examples: {
    of_the_account: { invoice_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0003', rules: 'en16931,br-fr' },
  },
  responses: {
    200: {
      description: {
        fr: 'Le verdict ; ou un rapport SARIF, SVRL ou HTML, avec au plus mille endroits par règle.',
        en: 'The verdict; or a report in SARIF, SVRL or HTML, with at most a thousand places a rule.',
      },
      schema: verdict,
      media: ['application/sarif+json', 'application/xml', 'text/html'],
    },
  },
  errors: ['NOT_FOUND', 'NOT_AN_INVOICE', 'DOCUMENT_ERASED'],
});
