/** A value as it was meant, or why it cannot be told, in words that follow "it". */
export type Reading<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: string };

/** A value. */
export const read = <Value>(value: Value): Reading<Value> => ({ ok: true, value });

/** Why there is none. */
export const unreadable = (problem: string): { readonly ok: false; readonly problem: string } => ({ ok: false, problem });
