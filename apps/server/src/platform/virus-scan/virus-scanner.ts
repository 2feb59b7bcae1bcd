/** What a scanner says of a file. */
export type ScanVerdict = { clean: true } | { clean: false; found: string };

/** Looks for what is known to do harm. Throws {@link ScannerUnavailable} rather than guess. */
export interface VirusScanner {
  scan(bytes: Uint8Array): Promise<ScanVerdict>;
}

/** The scanner gave no verdict. */
export class ScannerUnavailable extends Error {
  override readonly name = 'ScannerUnavailable';
}
