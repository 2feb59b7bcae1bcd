import { describe, expect, it } from 'vitest';
import { samples } from '../../en16931/test/samples.ts';
import { writeCii } from './write-cii.ts';
import { writeUbl } from './write-ubl.ts';

/** The golden files are what the official judges accepted; `vitest -u` rewrites them, `npm run oracles` judges again. */
describe.each(Object.entries(samples))('sample %s', (name, invoice) => {
  it('is the golden CII document', () =>
    expect(writeCii(invoice)).toMatchFileSnapshot(`../golden/${name}.cii.xml`));
  it('is the golden UBL document', () =>
    expect(writeUbl(invoice)).toMatchFileSnapshot(`../golden/${name}.ubl.xml`));
});
