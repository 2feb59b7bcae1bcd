/** What people are told of a rule. */
import type { Text } from '@scell/core';

/** A rule in words: ours, not those of the official artefacts. */
export interface Message {
  /** The business term or group that the rule is about: "BT-131", "BG-23", "EXT-FR-FE-163"; null where it is about none. */
  readonly term: string | null;
  /** What is wrong where the rule fails. */
  readonly explanation: Text;
  /** What to do about it. */
  readonly remedy: Text;
}

/** What is wrong and what to do, in one language. */
export type Say = readonly [explanation: string, remedy: string];

/** A message of a term in both languages. */
export function message(term: string | null, fr: Say, en: Say): Message {
  return {
    term,
    explanation: { fr: fr[0], en: en[0] },
    remedy: { fr: fr[1], en: en[1] },
  };
}
