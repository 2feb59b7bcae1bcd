import {
  type BodyOf,
  fieldError,
  type validateInvoice as operation,
  type REPORT_FORMATS,
  type Verdict,
  validationError,
} from '@scell/contract';
import { HYBRID_RULES, isRuleSet, ruleSetIds } from '@scell/validation';
import { preferred } from '../../platform/http/accept.ts';
import { type Call, ok, type Reply } from '../../platform/http/call.ts';
import { type InvoiceToJudge, invoiceToJudge } from '../invoices/invoice-to-judge.ts';

type Format = (typeof REPORT_FORMATS)[number];

const FORMAT_OF_TYPE: Readonly<Record<string, Format>> = {
  'application/json': 'json',
  'application/sarif+json': 'sarif',
  'application/xml': 'svrl',
  'text/xml': 'svrl',
  'text/html': 'html',
};

const REPORT_FILES = {
  sarif: { mediaType: 'application/sarif+json', filename: 'report.sarif' },
  svrl: { mediaType: 'application/xml', filename: 'report.svrl.xml' },
  html: { mediaType: 'text/html; charset=utf-8', filename: 'report.html' },
} as const satisfies Record<Exclude<Format, 'json'>, { mediaType: string; filename: string }>;

/** Judges one document, and keeps nothing of it. */
export async function validateInvoice(call: Call<typeof operation>): Promise<Reply> {
  const { body, query, services } = call;
  const rules = knownRules(body.rules ?? query.rules ?? 'auto');
  const format = body.format ?? query.format ?? preferred(call.accept, FORMAT_OF_TYPE, 'json');
  const document = await documentOf(call, body);
  const judged = await services.foreignDocuments.run({
    kind: 'judge',
    bytes: document.bytes,
    name: document.name,
    rules: rules === 'auto' ? (document.rules ?? rules) : rules,
    on: body.on ?? query.on ?? null,
    language: body.lang ?? query.lang ?? call.language,
    format,
    version: services.release.version,
  });
  if ('judgement' in judged) return ok(judged.judgement satisfies Verdict);
  if (format === 'json') throw new TypeError('a verdict was asked for and a report was made');
  return { status: 200, bytes: Buffer.from(judged.report), ...REPORT_FILES[format] };
}

const RULES = [...ruleSetIds, HYBRID_RULES];

function knownRules(rules: readonly string[] | 'auto'): readonly string[] | 'auto' {
  const unknown =
    rules === 'auto' ? undefined : rules.find((name) => name !== HYBRID_RULES && !isRuleSet(name));
  if (unknown === undefined) return rules;
  throw validationError([
    fieldError('rules', {
      fr: `« ${unknown} » n’est pas un jeu de règles ; il y a ${RULES.join(', ')}, ou auto.`,
      en: `"${unknown}" is no rule set; there are ${RULES.join(', ')}, or auto.`,
    }),
  ]);
}

/** The one document of the request. */
async function documentOf(call: Call, body: BodyOf<typeof operation>): Promise<InvoiceToJudge> {
  const { upload } = call;
  const given = [
    ...(upload === null ? [] : [{ field: upload.field, document: fileOf(upload.bytes, upload.filename) }]),
    ...(body.xml === undefined
      ? []
      : [{ field: 'xml', document: fileOf(new TextEncoder().encode(body.xml)) }]),
    ...(body.content_base64 === undefined
      ? []
      : [{ field: 'content_base64', document: fileOf(body.content_base64) }]),
    ...(body.invoice_id === undefined
      ? []
      : [
          { field: 'invoice_id', document: () => invoiceToJudge(call.services, call, body.invoice_id ?? '') },
        ]),
  ];
  const [only, second] = given;
  if (only === undefined)
    throw validationError([
      fieldError('file', {
        fr: 'un document est attendu : file, xml, content_base64 ou invoice_id.',
        en: 'a document is expected: file, xml, content_base64 or invoice_id.',
      }),
    ]);
  if (second !== undefined)
    throw validationError([
      fieldError(second.field, {
        fr: `un seul document à la fois : ${only.field} en désigne déjà un.`,
        en: `one document at a time: ${only.field} names one already.`,
      }),
    ]);
  return typeof only.document === 'function' ? only.document() : only.document;
}

function fileOf(bytes: Uint8Array, name = ''): InvoiceToJudge {
  return { bytes, name: name || 'document', rules: null };
}
