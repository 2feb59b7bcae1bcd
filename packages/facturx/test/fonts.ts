import { interFile } from '../../pdf/test/fonts.ts';
import { loadInvoiceFonts } from '../src/theme.ts';

/** The fonts of the tests, parsed once. */
export const fonts = loadInvoiceFonts({ regular: interFile('regular'), bold: interFile('bold') });
