/** Erases the bytes of a document that was withdrawn, or whose submission came to nothing. */
export const KYB_BYTES_TIMER = 'kyb.bytes';
