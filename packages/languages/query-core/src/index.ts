export * from './label-order.ts';
export * from './label-text.ts';
export * from './labels.ts';
export * from './matcher-predicate.ts';
export * from './matcher.ts';
export * from './number-text.ts';
export * from './quoted-text.ts';
export * from './regex.ts';
