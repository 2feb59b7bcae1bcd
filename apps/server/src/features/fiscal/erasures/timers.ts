/** Takes off the copies outside the database of what an erasure emptied: stored files, kept mails. */
export const ERASED_COPIES_TIMER = 'erasure.copies';
/** Erases an issued document on the day after the law keeps it no longer. */
export const DOCUMENT_ERASURE_TIMER = 'erasure.document';
