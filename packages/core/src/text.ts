/** The languages every message, label and document of ours exists in. */
export const LANGUAGES = ['fr', 'en'] as const;

/** One of `LANGUAGES`. */
export type Language = (typeof LANGUAGES)[number];

/** A text for humans in every language we speak. */
export type Text = Readonly<Record<Language, string>>;
