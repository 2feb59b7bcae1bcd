/**
 * The operands of the official tests. Where one cannot be read, the official engine stops: engine/stops.ts says what is done here.
 */
import type { XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { reportStop, type StopRule } from '../engine/stops.ts';
import { decimal, double, EMPTY, MALFORMED, type Numeric, normalizeSpace } from '../engine/values.ts';
import { indicates, isOfVat } from './predicates.ts';
import { date } from './xs-date.ts';

/** Reads the values of one document, and keeps where that was not possible. Only what a test really asks for is looked at. */
export class Operands {
  private readonly stops = new Map<XmlNode, StopRule>();

  /** Remembers a place where the official engine stops. */
  stop(node: XmlNode, rule: StopRule): void {
    if (!this.stops.has(node)) this.stops.set(node, rule);
  }

  /** Reports every such place, once. */
  report(report: Report): void {
    for (const [node, rule] of this.stops) reportStop(rule, node, report);
  }

  /** The one element at the end of a path of child steps, or undefined; of several, the first. */
  one(node: XmlNode, ...path: readonly string[]): XmlNode | undefined {
    return this.oneBelow(node, path, 0, undefined);
  }

  private oneBelow(
    node: XmlNode,
    path: readonly string[],
    step: number,
    known: XmlNode | undefined,
  ): XmlNode | undefined {
    const tag = path[step];
    let found = known;
    for (const inner of node.children) {
      if (inner.tag !== tag) continue;
      if (step < path.length - 1) found = this.oneBelow(inner, path, step + 1, found);
      else if (found === undefined) found = inner;
      else this.stop(inner, 'SCELL-REPEATED');
    }
    return found;
  }

  /** `normalize-space(path)`: empty when there is nothing. */
  text(node: XmlNode, ...path: readonly string[]): string {
    const found = this.one(node, ...path);
    return found === undefined ? '' : normalizeSpace(found.text);
  }

  /** `xs:decimal(tag)`. */
  amount(node: XmlNode, tag: string): Numeric {
    return this.decimal(this.one(node, tag));
  }

  /** `xs:decimal(node)`. */
  decimal(node: XmlNode | undefined): Numeric {
    if (node === undefined) return EMPTY;
    const value = decimal(node.text);
    if (value === MALFORMED) this.stop(node, 'SCELL-NUMBER');
    return value;
  }

  /** An untyped node where XPath computes in binary floating point; undefined when it is no number. */
  double(node: XmlNode): number | undefined {
    const value = double(node.text);
    if (value === undefined) this.stop(node, 'SCELL-NUMBER');
    return value;
  }

  /** As `double`, where the result is cast to a decimal, which has neither INF nor NaN. */
  finiteDouble(node: XmlNode): number | undefined {
    const value = this.double(node);
    if (value === undefined || Number.isFinite(value)) return value;
    this.stop(node, 'SCELL-NUMBER');
    return undefined;
  }

  /** `xs:date(node)` as a number that orders; undefined when it is no date. */
  date(node: XmlNode): number | undefined {
    const value = date(node.text);
    if (value === undefined) this.stop(node, 'SCELL-DATE');
    return value;
  }

  /** `nodes > 0` or the like: some node passes the test as a double; undefined when one before it is no number. */
  someDouble(nodes: readonly XmlNode[], passes: (value: number) => boolean): boolean | undefined {
    for (const node of nodes) {
      const value = this.double(node);
      if (value === undefined) return undefined;
      if (passes(value)) return true;
    }
    return false;
  }

  /** `AllowanceCharge[ChargeIndicator = true()]`, or `false()`. */
  indicates(allowanceCharge: XmlNode, indicator: boolean): boolean {
    return this.answered(indicates(allowanceCharge, indicator), 'SCELL-BOOLEAN');
  }

  /** Whether a tax category or registration is of the scheme VAT. */
  isVat(node: XmlNode): boolean {
    return this.answered(isOfVat(node), 'SCELL-REPEATED');
  }

  /** The same where the official test admits one scheme only. */
  isVatAlone(node: XmlNode): boolean {
    const scheme = this.one(node, 'cac:TaxScheme');
    return scheme !== undefined && this.isVat(node);
  }

  private answered(answer: boolean | XmlNode, rule: StopRule): boolean {
    if (typeof answer === 'boolean') return answer;
    this.stop(answer, rule);
    return false;
  }
}
