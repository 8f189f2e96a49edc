/** The form of an authored percentage: `5%`, `0.5%`. */
export const percentPattern = /^\d+(?:\.\d+)?%$/;

/** The ratio of a percentage: `5%` is 0.05; undefined when it is none. */
export function parsePercent(text: string): number | undefined {
  return percentPattern.test(text) ? Number(text.slice(0, -1)) / 100 : undefined;
}
