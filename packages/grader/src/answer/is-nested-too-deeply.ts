const most = 64;

/** Whether brackets or compact list marks nest so deeply that a recursive parser would run out of stack. Counts texts' brackets too. */
export function isNestedTooDeeply(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
    if (depth > most) return true;
  }
  return /(?:[-?:][ \t]+){65}/.test(text);
}
