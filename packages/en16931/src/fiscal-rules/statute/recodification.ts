/**
 * The articles on VAT moved from the CGI to the CIBS on 1 September 2026 (ordonnance 2025-1247 of 17 December 2025) without
 * a change of substance. The numbers of the new articles were not sourced one by one: rules keep the old ones and say so.
 */
import type { Text } from '@scell/core';
import type { RuleDefinition, RuleVersion } from '../rule.ts';

/** The first day of the CIBS for VAT. */
const MOVED_ON = '2026-09-01';

const MOVED: Text = {
  fr: 'Disposition transférée du CGI au CIBS (livre II) le 1er septembre 2026, à droit constant ; l’article du CGI reste cité, ce que l’administration tolère sur les factures jusqu’au 31 décembre 2027. Le numéro de l’article du CIBS n’a pas été vérifié ici.',
  en: 'Moved from the CGI to the CIBS (book II) on 1 September 2026 without a change of substance; the article of the CGI is still cited, which the administration tolerates on invoices until 31 December 2027. The number of the CIBS article was not verified here.',
};

/**
 * A last version that started before the move, as the version before it and the one since. What it says is as sure as before:
 * only the number of its article is not.
 */
export function movedToCibs<D extends RuleDefinition>(
  version: RuleVersion<D>,
): [RuleVersion<D>, RuleVersion<D>] {
  return [
    version,
    {
      ...version,
      from: MOVED_ON,
      legalReference: `${version.legalReference} ; CIBS, livre II (ordonnance 2025-1247)`,
      note:
        version.note === undefined
          ? MOVED
          : { fr: `${version.note.fr} ${MOVED.fr}`, en: `${version.note.en} ${MOVED.en}` },
    },
  ];
}
