/** A name whose other characters were written as `_<hex>_` behind `U__`, read back; the text itself when it is not of that form. */
export function unescapeMetricName(escaped: string): string {
  const body = escaped.slice('U__'.length);
  let name = '';
  for (let at = 0; at < body.length; at++) {
    if (body[at] !== '_') {
      name += body[at];
      continue;
    }
    if (body[at + 1] === '_') {
      name += '_';
      at++;
      continue;
    }
    const code = /^_([0-9a-fA-F]{1,6})_/.exec(body.slice(at));
    const point = code ? Number.parseInt(code[1] ?? '', 16) : Number.NaN;
    if (!code || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return escaped;
    name += String.fromCodePoint(point);
    at += code[0].length - 1;
  }
  return name;
}
