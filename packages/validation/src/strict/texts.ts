/** Texts that say nothing, or that came to harm on their way: empty legal notes, placeholders, broken characters. */
import { child, type XmlNode } from '@scell/syntax';
import { isBlank } from '../engine/values.ts';
import { childText, type Reading, type StrictJudge } from './reading.ts';

export const judgeTexts: StrictJudge = (reading, warn) => {
  for (const note of notesOf(reading)) {
    if (isBlank(note.text)) warn('SCELL-NOTE', note.node, { found: note.subject });
  }
  for (const node of reading.nodes) {
    if (node.children.length > 0) continue;
    const { text } = node;
    if (BROKEN.test(text)) warn('SCELL-TEXT', node, { found: text });
    if (WORDS.test(node.tag) && PLACEHOLDER.test(text.trim()))
      warn('SCELL-PLACEHOLDER', node, { found: text });
  }
};

/** What people write: names, descriptions, notes, terms, reasons. */
const WORDS = /(?:Name|Description|Content|Note|Reason|Information|Street\w*|Line(?:One|Two|Three)|ID)$/;

/** What programs and templates leave behind; nobody is called so, and no note means it. */
const PLACEHOLDER =
  /^(?:undefined|null|NaN|T(?:ODO|BD)|FIXME|[xX]{3,}|\?{2,}|\.{3,}|[Ll]orem ipsum\b.*|\[object Object\]|[ÀàAa] compl[ée]ter|[Tt]o be completed)$|\{\{.*\}\}|\$\{.*\}/s;

/**
 * The replacement character, control characters of ISO 6429, marks that turn the direction of writing, and UTF-8 that was read as Windows-1252 ("Ã©",
 * "â‚¬", "â€™").
 */
const BROKEN =
  /[\ufffd\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069]|Ã[\u00a0-\u00bf\u0192\u2020-\u203a\u0160-\u0178]|â(?:‚¬|€[\u2122\u0153\u201c\u201d\u02dc\u00a6\u00a2])|Â[\u00a0-\u00bf]/;

interface LegalNote {
  readonly node: XmlNode;
  readonly subject: string;
  readonly text: string;
}

/** The notes with a subject (BT-21): an element of its own in CII, "#PMT#" in front of the text in UBL. */
function notesOf(reading: Reading): LegalNote[] {
  if (reading.isCii)
    return reading.at('rsm:ExchangedDocument/ram:IncludedNote', '').flatMap((node) => {
      const subject = childText(node, 'ram:SubjectCode');
      return subject === '' ? [] : [{ node, subject, text: child(node, 'ram:Content')?.text ?? '' }];
    });
  return reading.at('', 'cbc:Note').flatMap((node) => {
    const [, subject, text = ''] = /^\s*#([^#]+)#(.*)$/s.exec(node.text) ?? [];
    return subject === undefined ? [] : [{ node, subject, text }];
  });
}
