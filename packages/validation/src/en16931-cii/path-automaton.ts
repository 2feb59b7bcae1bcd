/**
 * Recognises, in one walk over a document, every element that any of a few hundred paths names: a finite automaton whose states are built
 * when a document first reaches them and kept, so that an element costs one look-up whatever the number of paths.
 */

/** One step of a path: a canonical name, or "*" with the end of a name, as in "ram:*ID" and "*Parameter". */
type Step = string;

/** A path: from the root ("/a/b") or from anywhere ("//a/b"). */
interface Pattern {
  readonly anchored: boolean;
  readonly steps: readonly Step[];
}

/** Names a state remembers beyond its table; CII has fewer below any element. */
const MOST_NAMES = 256;

/** What the paths mean to whoever asks. */
export interface PathTable<Context, Row> {
  /** Paths of which only the first that matches an element counts; their rows continue from there. */
  readonly contexts: readonly {
    path: string;
    context: Context;
    rows: readonly { steps: readonly Step[]; row: Row }[];
  }[];
  /** Paths that all count, each with the number of the list its elements are kept in. */
  readonly lists: readonly { path: string; list: number }[];
}

/** What is known of an element by its path alone. */
export interface PathState<Context, Row> {
  readonly context: Context | undefined;
  /** Rows whose path ends here, with the number of steps up to their context. */
  readonly rows: readonly { row: Row; depth: number }[];
  readonly lists: readonly number[];
  /** The state of a child element. */
  step(tag: string): PathState<Context, Row>;
}

/**
 * Builds the automaton of a table.
 * @returns the state above the root element: `step` on the tag of the root begins.
 */
export function pathAutomaton<Context, Row>(table: PathTable<Context, Row>): PathState<Context, Row> {
  const contexts = table.contexts.map(({ path }) => parse(path));
  const lists = table.lists.map(({ path }) => parse(path));
  const names = new Set<string>();
  const endings = new Set<Step>();
  const learn = (step: Step) => (step.includes('*') ? endings : names).add(step);
  for (const { steps } of [...contexts, ...lists]) steps.forEach(learn);
  for (const { rows } of table.contexts) for (const { steps } of rows) steps.forEach(learn);

  /** Items are [kind, pattern, row, progress]: a pattern matched so far. */
  type Item = readonly [kind: 'context' | 'list' | 'row', pattern: number, row: number, progress: number];
  const states = new Map<string, State>();

  function stepsOf([kind, pattern, row]: Item): readonly Step[] {
    if (kind === 'context') return contexts[pattern]?.steps ?? [];
    if (kind === 'list') return lists[pattern]?.steps ?? [];
    return table.contexts[pattern]?.rows[row]?.steps ?? [];
  }

  class State implements PathState<Context, Row> {
    readonly #items: readonly Item[];
    readonly #next = new Map<string, State>();
    readonly context: Context | undefined;
    readonly rows: { row: Row; depth: number }[] = [];
    readonly lists: number[];

    constructor(items: readonly Item[]) {
      const complete = items.filter((item) => item[3] === stepsOf(item).length);
      this.lists = complete.flatMap(([kind, pattern]) =>
        kind === 'list' ? (table.lists[pattern]?.list ?? []) : [],
      );
      const matched = Math.min(...complete.flatMap(([kind, pattern]) => (kind === 'context' ? pattern : [])));
      const chosen = table.contexts[matched];
      this.context = chosen?.context;
      const started = (chosen?.rows ?? []).map((_, row): Item => ['row', matched, row, 0]);
      for (const item of [...complete, ...started]) {
        const [kind, pattern, row, progress] = item;
        const found = kind === 'row' && progress === stepsOf(item).length;
        const entry = found ? table.contexts[pattern]?.rows[row] : undefined;
        if (entry !== undefined) this.rows.push({ row: entry.row, depth: progress });
      }
      this.#items = [...items, ...started].filter((item) => item[3] < stepsOf(item).length);
    }

    step(tag: string): State {
      const known = this.#next.get(tag);
      if (known !== undefined) return known;
      const key = names.has(tag) ? tag : classOf(tag);
      const next = this.#next.get(key) ?? this.#build(tag);
      this.#next.set(key, next);
      // Names outside the table are kept while they are few: a hostile document must not fill the memory with names of its own.
      if (this.#next.size < MOST_NAMES) this.#next.set(tag, next);
      return next;
    }

    #build(tag: string): State {
      const items: Item[] = [];
      const advance = (item: Item) => {
        const [kind, pattern, row, progress] = item;
        const step = stepsOf(item)[progress];
        if (step !== undefined && matches(step, tag)) items.push([kind, pattern, row, progress + 1]);
      };
      this.#items.forEach(advance);
      begun(contexts, 'context', false).forEach(advance);
      begun(lists, 'list', false).forEach(advance);
      return stateOf(items);
    }
  }

  function stateOf(items: readonly Item[]): State {
    const key = items
      .map((item) => item.join())
      .sort()
      .join(' ');
    const state = states.get(key) ?? new State(items);
    states.set(key, state);
    return state;
  }

  /** The names outside the table that step alike: those that share the endings they match. The blank keeps it apart from names. */
  function classOf(tag: string): string {
    let shared = ' ';
    for (const ending of endings) if (matches(ending, tag)) shared += ending;
    return shared;
  }

  /** The patterns that begin at the root only, or at every element. */
  function begun(patterns: readonly Pattern[], kind: 'context' | 'list', anchored: boolean): Item[] {
    return patterns.flatMap((pattern, index): Item[] =>
      pattern.anchored === anchored ? [[kind, index, 0, 0]] : [],
    );
  }

  return stateOf([...begun(contexts, 'context', true), ...begun(lists, 'list', true)]);
}

function parse(path: string): Pattern {
  return path.startsWith('//')
    ? { anchored: false, steps: path.slice(2).split('/') }
    : { anchored: true, steps: path.slice(1).split('/') };
}

function matches(step: Step, tag: string): boolean {
  const star = step.indexOf('*');
  if (star < 0) return step === tag;
  return tag.startsWith(step.slice(0, star)) && tag.endsWith(step.slice(star + 1));
}
