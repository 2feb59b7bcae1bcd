/**
 * Why the archive does not have, or cannot give, what it should.
 *
 * - `missing`: nothing under the name
 * - `altered`: not the bytes that were archived
 * - `retention_too_short`: kept, but not until the term
 * - `unreadable`: there, but encrypted with a key we were not given
 * - `misconfigured`: the place could not promise what an archive is for
 * - `unavailable`: the place does not answer, or answers with an error
 */
export type ArchiveFaultKind =
  | 'missing'
  | 'altered'
  | 'retention_too_short'
  | 'unreadable'
  | 'misconfigured'
  | 'unavailable';

/** What is wrong with the archive, as a sentence that an operator reads. It holds no secret. */
export class ArchiveFault extends Error {
  override readonly name = 'ArchiveFault';
  readonly kind: ArchiveFaultKind;

  constructor(kind: ArchiveFaultKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
