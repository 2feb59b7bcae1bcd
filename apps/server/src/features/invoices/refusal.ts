import { type FieldError, fieldError } from '@scell/contract';
import { readXml } from '@scell/syntax';
import { type ExplainedFinding, explain, figuresText, type Place, validate } from '@scell/validation';
import type { InvoiceContent } from './content.ts';
import { ruleSetsOf, xmlOfDraft } from './judged-xml.ts';
import { fieldOfTerm } from './term-fields.ts';

/** Why a document would be refused: the official rules, and the fields where they are broken. */
export interface Refusal {
  rules: string[];
  errors: FieldError[];
}

/** A rule that fails on every line is told of its first lines. */
const MOST_PLACES = 20;

/**
 * Holds the XML that a draft would become against the official rules, in each syntax it is issued in. `null` where no fatal
 * rule fails. The number is not known yet: any of the same form stands for it.
 */
export function refusalOf(content: InvoiceContent, format: 'facturx' | 'ubl' | 'cii'): Refusal | null {
  const syntaxes = format === 'ubl' ? (['cii', 'ubl'] as const) : (['cii'] as const);
  const fatal = syntaxes.flatMap((syntax) => {
    const document = readXml(xmlOfDraft(content, syntax));
    const findings = validate(document, ruleSetsOf(content)).filter(({ severity }) => severity === 'fatal');
    // Words and places are worked out for what is told, which is hardly ever anything.
    return findings.length === 0 ? [] : explain(document, findings);
  });
  if (fatal.length === 0) return null;
  const errors = fatal.flatMap((finding) =>
    finding.places.slice(0, MOST_PLACES).map((place) => errorAt(finding, place, content)),
  );
  return { rules: [...new Set(fatal.map(({ rule }) => rule))], errors };
}

function errorAt(finding: ExplainedFinding, place: Place, content: InvoiceContent): FieldError {
  const { rule, term, explanation, remedy } = finding;
  const sentence = (language: 'fr' | 'en') =>
    [explanation[language], figuresText(place.figures, language), `${remedy[language]} (${rule})`]
      .filter((part) => part !== '')
      .join(' ');
  return fieldError(fieldOfTerm(term, place.path, content), { fr: sentence('fr'), en: sentence('en') });
}
