/** The VAT categories (BT-118) and their place in the names of the rules. */
export const VAT_FAMILIES: ReadonlyMap<string, string> = new Map([
  ['AE', 'AE'],
  ['E', 'E'],
  ['G', 'G'],
  ['K', 'IC'],
  ['L', 'AF'],
  ['M', 'AG'],
  ['O', 'O'],
  ['S', 'S'],
  ['Z', 'Z'],
]);
