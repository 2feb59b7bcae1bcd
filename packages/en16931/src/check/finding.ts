import type { Text } from '@scell/core';

/** What a check found wrong in an invoice. */
export interface Finding {
  /** The official rule (`BR-CO-10`, `BR-FR-05`), one of ours for what no official rule says (`SC-…`), or the key of an account's rule. */
  rule: string;
  /** A fatal finding makes the document unfit to be sent. */
  severity: 'fatal' | 'warning';
  /** The business term or group: `BT-106`; the path again for a text of any term (SC-EMPTY, SC-CHARACTER). */
  term: string;
  /** Where in the model: `lines[0].netAmount`. */
  path: string;
  text: Text;
}

/** Takes one finding; fatal unless said otherwise. */
export type Report = (
  rule: string,
  term: string,
  path: string,
  fr: string,
  en: string,
  severity?: Finding['severity'],
) => void;
