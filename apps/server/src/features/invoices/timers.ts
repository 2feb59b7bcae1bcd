/** The timer that looks after the files of an issued invoice, should the process that issues it die before it made them. */
export const DOCUMENT_TIMER = 'invoice.files';
/** Takes off the file that came with a draft, once the draft is deleted. */
export const DELETED_DRAFT_TIMER = 'invoice.deleted-draft';
