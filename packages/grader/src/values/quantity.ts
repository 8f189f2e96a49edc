import { parseLeadingNumber } from './parse-digits.ts';
import { read, type Reading, unreadable } from './reading.ts';
import { readScalarText, unwrapText } from './scalar-text.ts';
import { parseUnit, type Unit } from './units.ts';

/** Longest text that is looked at. */
const maxLength = 300;

/**
 * Reads a number in the declared unit: `0.0702`, `7.02%`, `~48.9 ms`, `1,234 requests`, `518.7 MiB`, `8m50s`, `0.0702 (7.02%)`. A bare number
 * is in the declared unit. Ranges, bounds and uncomputed fractions are not one number.
 */
export function readQuantity(raw: unknown, declaredUnit = ''): Reading<number> {
  if (typeof raw === 'number') return read(raw);
  const scalar = readScalarText(raw);
  if (!scalar.ok) return scalar;
  if (scalar.value.length > maxLength) return unreadable('is a text, not a number');
  const declared = parseUnit(declaredUnit === '' ? 'items' : declaredUnit) ?? countable;
  const written = unwrapText(scalar.value);
  const text = stripApproximation(written);
  if (isBound(written) || isBound(text)) return unreadable('is a bound, not a number');
  const duration = declared.dimension === 'time' ? readCompoundDuration(text) : undefined;
  if (duration !== undefined) return read(duration / declared.factor);
  const number = parseLeadingNumber(text);
  return number ? withUnit(number.value, number.rest, declared, declaredUnit) : unreadable('is no number');
}

const isBound = (text: string): boolean => /^(?:[<>≤≥]|(?:under|over|below|above|less|more|at least|at most|up to)\b)/i.test(text);

const countable: Unit = { dimension: 'count', factor: 1, known: false };

/** `25/356 = 7.02%` ends with what it comes to. */
function stripApproximation(text: string): string {
  let current = text.replace(/^.*[=≈≃]\s*(?=\S)/s, '');
  for (let round = 0; round < 3; round += 1) {
    current = unwrapText(current.replace(/^(?:~|∼|about|approximately|approx\.?|around|roughly|circa|ca\.|nearly|almost)\s*/i, ''));
  }
  return current;
}

function readCompoundDuration(text: string): number | undefined {
  const part = /^(\d+(?:\.\d+)?)\s*([a-zµμ]+)[\s,]*(?:and\s+)?/i;
  let rest = text;
  let seconds = 0;
  let parts = 0;
  for (let match = part.exec(rest); match; match = part.exec(rest)) {
    const unit = parseUnit(match[2] ?? '');
    if (unit?.dimension !== 'time') return undefined;
    seconds += Number(match[1]) * unit.factor;
    parts += 1;
    rest = rest.slice(match[0].length);
  }
  return parts > 1 && rest.trim() === '' ? seconds : undefined;
}

function withUnit(value: number, rest: string, declared: Unit, declaredName: string): Reading<number> {
  if (isRange(rest)) return unreadable('is a range, not one number');
  if (/^\s*\/\s*\d/.test(rest)) return unreadable('is a fraction that is not computed');
  const multiple = isCounted(declared) ? multipleOf(rest) : undefined;
  const amount = value * (multiple?.factor ?? 1);
  const unit = findUnit(multiple?.rest ?? rest);
  if (unit === 'none') return read(amount);
  if (unit === undefined) return unreadable(`has something behind the number that is no unit: ${rest.trim().slice(0, 60)}`);
  const factor = declared.dimension === 'cores' && unit.name === 'm' ? 1e-3 / declared.factor : conversion(unit.unit, declared);
  if (factor !== undefined) return read(clean(amount * factor));
  return unreadable(`is in ${unit.name}, which is not convertible to ${declaredName || 'a count'}`);
}

/** `6-8`, `6 to 8 %`, `6% – 8%`; a dash before a remark makes no range. */
const isRange = (rest: string): boolean =>
  /^\s*(?:-|–|—|to\b|\.\.)\s*[~\d]/.test(rest) || /^\s*(\S{1,12}?)\s*(?:to\s+[~\d]|[-–—]\s*~?[\d.,]+\s*\1(?![\w%]))/.test(rest);

const isCounted = ({ dimension }: Unit): boolean => dimension === 'count' || dimension === 'count per time';

const multiples: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, g: 1e9, bn: 1e9, billion: 1e9 };

/** `1.2k requests`; a lower-case `m` is no million. */
function multipleOf(rest: string): { factor: number; rest: string } | undefined {
  const match = /^\s*(k|K|M|G|thousand|million|billion|bn)(?![a-zA-Z])/.exec(rest);
  return match ? { factor: multiples[(match[1] ?? '').toLowerCase()] ?? 1, rest: rest.slice(match[0].length) } : undefined;
}

/** The unit behind a number, `none` where there is none, undefined where what is there is no unit. Explanations behind it are left out. */
function findUnit(rest: string): { readonly unit: Unit; readonly name: string } | 'none' | undefined {
  const bracketed = /^\s*[([]\s*([^)\]]*?)\s*[)\]]/.exec(rest);
  if (bracketed) {
    const unit = parseUnit(bracketed[1] ?? '');
    return unit?.known ? { unit, name: bracketed[1] ?? '' } : 'none';
  }
  const [head = ''] = rest.split(
    /[,;([±]|\s[-–—]\s|—|\.\s|\n|\s(?:of|over|for|during|at|from|since|until|across|in|on|within|was|is|and|when|with|as|which|the)\s/,
  );
  const name = head.trim().replace(/[.:!]+$/, '');
  if (name === '') return 'none';
  const whole = parseUnit(name);
  if (whole?.known) return { unit: whole, name };
  const words = name.split(/\s+/);
  for (const count of [3, 2, 1]) {
    const first = words.slice(0, count).join(' ');
    const unit = words.length > count ? parseUnit(first) : undefined;
    if (unit?.known) return { unit, name: first };
  }
  return whole && { unit: whole, name };
}

/** How many of `to` one of `from` is; undefined where they measure different things. */
function conversion(from: Unit, to: Unit): number | undefined {
  if (from.dimension === to.dimension) return from.factor / to.factor;
  // A part of one core: `0.16%`, `1.6 ms/s`.
  if (to.dimension === 'cores' && (from.dimension === 'ratio' || from.dimension === 'time per time')) return from.factor / to.factor;
  return undefined;
}

/** Conversions leave no dust: 7.02 % is 0.0702. */
const clean = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(15)) : value);
