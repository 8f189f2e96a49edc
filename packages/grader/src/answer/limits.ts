/** Longest part of a final message that is read: its end, in characters. */
export const maxMessage = 400_000;

/** Longest block, in characters. */
export const maxBlock = 50_000;

/** Longest text of one field, in characters. */
export const maxText = 20_000;

/** Deepest nesting and most values of a block. */
export const maxDepth = 12;
export const maxValues = 5_000;
