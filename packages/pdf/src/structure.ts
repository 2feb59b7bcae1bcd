import type { Canvas } from './canvas.ts';
import type { ObjectFile } from './objects.ts';

/** Standard structure types (ISO 32000-1 §14.8.4) that our documents use. */
export type StructureType =
  | 'Document'
  | 'Div'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD';

/** A piece of a page's content stream that belongs to an element. */
interface Content {
  page: Canvas;
  id: number;
}

/** An element of the logical structure: what a screen reader walks through, in reading order. */
export class StructureNode {
  readonly type: StructureType;
  /** Dictionary of attributes in PDF syntax, such as the scope of a header cell. */
  readonly attributes: string | undefined;
  readonly kids: (StructureNode | Content)[] = [];

  constructor(type: StructureType, attributes?: string) {
    this.type = type;
    this.attributes = attributes;
  }

  add(type: StructureType, attributes?: string): StructureNode {
    const node = new StructureNode(type, attributes);
    this.kids.push(node);
    return node;
  }
}

/** Attributes of a header cell (ISO 32000-1 §14.8.5.7). */
export const HEADS_COLUMN = '<</O /Table /Scope /Column>>';
export const HEADS_ROW = '<</O /Table /Scope /Row>>';

/**
 * Writes the structure tree (ISO 32000-1 §14.7) and answers its entries of the catalog. `pages` holds the object number of every
 * page in order; the key of a page in the parent tree is its index.
 */
export function addStructure(
  file: ObjectFile,
  root: StructureNode,
  pages: ReadonlyMap<Canvas, number>,
): string {
  const tree = file.reserve();
  const numbers = new Map<StructureNode, number>();
  const write = (node: StructureNode, parent: number): number => {
    const id = file.reserve();
    numbers.set(node, id);
    const kids = node.kids.map((kid) =>
      kid instanceof StructureNode
        ? `${write(kid, id)} 0 R`
        : `<</Type /MCR /Pg ${pages.get(kid.page)} 0 R /MCID ${kid.id}>>`,
    );
    const attributes = node.attributes === undefined ? '' : ` /A ${node.attributes}`;
    file.put(
      id,
      `<</Type /StructElem /S /${node.type} /P ${parent} 0 R /K [${kids.join(' ')}]${attributes}>>`,
    );
    return id;
  };
  const document = write(root, tree);
  const parents = [...pages.keys()].map((page, index) => {
    const owners = page.owners.map((node) => `${numbers.get(node)} 0 R`);
    return `${index} [${owners.join(' ')}]`;
  });
  const parentTree = file.add(`<</Nums [${parents.join(' ')}]>>`);
  file.put(
    tree,
    `<</Type /StructTreeRoot /K ${document} 0 R /ParentTree ${parentTree} 0 R /ParentTreeNextKey ${pages.size}>>`,
  );
  return ` /StructTreeRoot ${tree} 0 R /MarkInfo <</Marked true>>`;
}
