import { fieldError } from '@scell/contract';
import { checkInvoice } from '@scell/en16931';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { ownRulesFor } from '../fiscal/rules/own-rules.ts';
import type { InvoiceContent } from './content.ts';
import { fieldOf } from './document-fields.ts';
import { ANY_NUMBER } from './judged-xml.ts';
import type { Refusal } from './refusal.ts';
import { semanticInvoice } from './semantic.ts';

/**
 * Holds the document that a draft would become against the rules its account gave itself, in force on the invoice date.
 * `null` where none is broken. A draft is told so by warnings; only its submission is refused. `spell` gives a field the name
 * the caller used for it.
 */
export async function accountRefusalOf(
  tx: Tx,
  tenantId: string,
  subTenantId: string | null,
  content: InvoiceContent,
  spell: (path: string) => string = (path) => path,
): Promise<Refusal | null> {
  const ownRules = await ownRulesFor(tx, tenantId, subTenantId);
  if (ownRules.length === 0) return null;
  const keys = new Set(ownRules.map(({ key }) => key));
  const broken = checkInvoice(
    { number: ANY_NUMBER, ...semanticInvoice(content) },
    { french: false, ownRules },
  ).filter(({ rule }) => keys.has(rule));
  if (broken.length === 0) return null;
  return {
    rules: [...new Set(broken.map(({ rule }) => rule))],
    errors: broken.map(({ path, text }) => fieldError(spell(fieldOf(path, content)), text)),
  };
}
