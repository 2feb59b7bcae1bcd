/** What many rules ask of the document as a whole, found once. */
import type { XmlNode } from '@scell/syntax';
import { normalizeSpace } from '../engine/values.ts';
import { walk } from '../engine/walk.ts';
import { type Select, textsOf } from './operands.ts';
import { SubInvoices } from './sub-invoices.ts';
import type { Both, Syntax } from './syntax.ts';
import { accountingCurrencies, currencies, frameCodes, rootNames, typeCodes } from './terms.ts';

const multiVendorFrames = new Set(['S8', 'B8', 'M8']);
const bidirectionalFrames = new Set(['S9', 'B9', 'M9']);

/** The document under judgement. */
export class Invoice {
  readonly syntax: Syntax;
  /** The element below which the invoice is; undefined when the root is something else, an envelope say. */
  readonly root: XmlNode | undefined;
  /** BT-23 is S8, B8 or M8: an invoice of several sellers. */
  readonly isMultiVendor: boolean;
  /** BT-23 is S9, B9 or M9: an invoice and its counterpart in one. */
  readonly isBidirectional: boolean;
  /** The second BT-23, if there is one; then BT-23 says nothing. */
  readonly repeatedFrames: readonly XmlNode[];
  #subInvoices: SubInvoices | undefined;
  #typeCodes: ReadonlySet<string> | undefined;
  #currencies: ReadonlySet<string> | undefined;
  #accountingCurrencies: ReadonlySet<string> | undefined;

  constructor(syntax: Syntax, root: XmlNode) {
    this.syntax = syntax;
    this.root = rootNames[syntax].includes(root.tag) ? root : undefined;
    const [frame, ...more] = this.root === undefined ? [] : frameCodes[syntax](this.root);
    this.repeatedFrames = more.slice(0, 1);
    const code = frame === undefined || more.length > 0 ? '' : normalizeSpace(frame.text);
    this.isMultiVendor = multiVendorFrames.has(code);
    this.isBidirectional = bidirectionalFrames.has(code);
  }

  /** Several invoices in one document: each GROUP line without a parent is one of them. */
  get hasSubInvoices(): boolean {
    return this.isMultiVendor || this.isBidirectional;
  }

  /** BT-3. */
  get typeCodes(): ReadonlySet<string> {
    this.#typeCodes ??= this.#textsOf(typeCodes);
    return this.#typeCodes;
  }

  /** BT-5. */
  get currencies(): ReadonlySet<string> {
    this.#currencies ??= this.#textsOf(currencies);
    return this.#currencies;
  }

  #textsOf(select: Both<Select>): ReadonlySet<string> {
    return this.root === undefined ? new Set() : textsOf(select[this.syntax](this.root));
  }

  /** BT-6, for lines; UBL looks for it in the whole document. */
  get accountingCurrencies(): ReadonlySet<string> {
    this.#accountingCurrencies ??= this.#findAccountingCurrencies();
    return this.#accountingCurrencies;
  }

  #findAccountingCurrencies(): ReadonlySet<string> {
    if (this.root === undefined || this.syntax === 'cii') return this.#textsOf(accountingCurrencies);
    const found: XmlNode[] = [];
    walk(this.root, (node) => {
      if (node.tag === 'cbc:TaxCurrencyCode') found.push(node);
    });
    return textsOf(found);
  }

  /** The lines as sub-invoices. */
  get subInvoices(): SubInvoices {
    this.#subInvoices ??= new SubInvoices(this.syntax, this.root);
    return this.#subInvoices;
  }
}
