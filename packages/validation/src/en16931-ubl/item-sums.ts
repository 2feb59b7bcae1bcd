/** What lines, allowances and charges add up to for the document totals (BR-CO-10 to 12). */
import { childrenOf, type XmlNode } from '@scell/syntax';
import { type Numeric, roundTo, sum } from '../engine/values.ts';
import type { Operands } from './operands.ts';
import type { TreeIndex } from './tree-index.ts';

/** The sums of one document, added once however many totals it has. */
export class ItemSums {
  readonly operands: Operands;
  private readonly index: TreeIndex;
  private readonly items = new Map<XmlNode | null, Record<'true' | 'false', XmlNode[]>>();
  private readonly sums = new Map<XmlNode[], Numeric>();
  private lines: Numeric | undefined;

  constructor(index: TreeIndex) {
    this.index = index;
    this.operands = index.operands;
  }

  /** Σ BT-131 to the cent, of the lines at any depth (BR-CO-10). */
  get ofLines(): Numeric {
    this.lines ??= this.sumOf(
      [...this.index.all('cac:InvoiceLine'), ...this.index.all('cac:CreditNoteLine')],
      'cbc:LineExtensionAmount',
    );
    return this.lines;
  }

  /** Whether there are allowances (false) or charges (true) beside the totals. */
  hasItemsBeside(totals: XmlNode, indicator: boolean): boolean {
    return this.itemsBeside(totals, indicator).length > 0;
  }

  /** Σ BT-92 or BT-99 to the cent. */
  ofItemsBeside(totals: XmlNode, indicator: boolean): Numeric {
    const items = this.itemsBeside(totals, indicator);
    let sum = this.sums.get(items);
    if (sum === undefined) {
      sum = this.sumOf(items, 'cbc:Amount');
      this.sums.set(items, sum);
    }
    return sum;
  }

  private itemsBeside({ parent }: XmlNode, indicator: boolean): XmlNode[] {
    let items = this.items.get(parent);
    if (items === undefined) {
      const all = parent === null ? [] : childrenOf(parent, 'cac:AllowanceCharge');
      items = {
        false: all.filter((item) => this.operands.indicates(item, false)),
        true: all.filter((item) => this.operands.indicates(item, true)),
      };
      this.items.set(parent, items);
    }
    return items[indicator ? 'true' : 'false'];
  }

  private sumOf(nodes: readonly XmlNode[], tag: string): Numeric {
    return roundTo(sum(nodes.map((node) => this.operands.amount(node, tag))), 2);
  }
}
