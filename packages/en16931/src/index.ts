export * from './model.ts';
export * from './totals.ts';
