export * from './french-identity.ts';
export * from './french-notes.ts';
export * from './model.ts';
export * from './totals.ts';
