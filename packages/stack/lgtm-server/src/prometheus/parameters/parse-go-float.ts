const FLOAT = /^[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?$/;
const HEX_FLOAT = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)$/;

/** A number as Go's `strconv.ParseFloat` reads it (`1e9`, `Inf`, `nan`, `0x1p4`), or `undefined`; what overflows is no number either. */
export function parseGoFloat(text: string): number | undefined {
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (word) return word[2]?.toLowerCase() === 'nan' ? (word[1] === '' ? Number.NaN : undefined) : word[1] === '-' ? -Infinity : Infinity;
  const value = FLOAT.test(text) && !/_(?!\d)|(?<!\d)_/.test(text) ? Number(text.replaceAll('_', '')) : parseHexFloat(text);
  return value === undefined || !Number.isFinite(value) ? undefined : value;
}

function parseHexFloat(text: string): number | undefined {
  const match = HEX_FLOAT.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent] = match;
  if (whole === '' && fraction === '') return undefined;
  const mantissa = Number.parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -mantissa : mantissa;
}
