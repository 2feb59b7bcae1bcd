export * from './canonical-json.ts';
export * from './clock.ts';
export * from './decimal.ts';
export * from './ids.ts';
export * from './text.ts';
