/** What every fiscal operation shares. */
export const fiscal = { tag: 'Fiscal', auth: 'key', surface: 'fiscal' } as const;
