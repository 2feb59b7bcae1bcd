/** The timer, and the job it starts, by which a subject's objects are copied to the archive. */
export const ARCHIVE_COPY = 'archive.copy';

/** The same for the daily verification of a tenant's archive. */
export const ARCHIVE_VERIFY = 'archive.verify';
