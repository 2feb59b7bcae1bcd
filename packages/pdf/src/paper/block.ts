/**
 * A cell of a table; a tone tells at a glance how things stand and never says more than the text. `digest` is set small enough to keep
 * long hexadecimal words whole where that is legible.
 */
export type Cell = string | { text: string; tone: 'good' | 'warning' | 'muted' | 'digest' };

export interface TableColumn {
  head: string;
  /** Share of the width; shares are added up. */
  share: number;
  align?: 'left' | 'right';
}

/** What a paper is made of, from top to bottom. Texts may hold line ends. */
export type Block =
  /** The title is above level 1; level 2 stands below a level 1, so that no level is skipped. */
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[]; ordered?: boolean }
  /** Labels and what they stand for. */
  | { kind: 'facts'; rows: readonly (readonly [label: string, value: Cell])[] }
  | { kind: 'table'; columns: readonly TableColumn[]; rows: readonly (readonly Cell[])[] }
  /** A framed word to the reader. */
  | { kind: 'notice'; tone: 'plain' | 'warning'; title: string; paragraphs: readonly string[] }
  /** Lines that a person fills in by hand. */
  | { kind: 'blanks'; labels: readonly string[] }
  | { kind: 'pageBreak' };

/** A printed paper of flowing text. */
export interface Paper {
  title: string;
  subtitle?: string;
  /** What the paper must not be taken for, in short: printed on every page. */
  mark?: string;
  /** Which document this is, its template and maker: printed at the foot of every page. */
  identity: string;
  blocks: readonly Block[];
}
