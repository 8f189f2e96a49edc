import type jsonata from 'jsonata';
import { compileExpression, type ExpressionLimits } from './compile-expression.ts';
import { type ExpressionFailure, failureAt } from './failure.ts';

/** A piece of a template: literal text, or a compiled expression that starts at `offset` (from 0). */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly source: string; readonly offset: number; readonly expression: jsonata.Expression };

/** A template taken apart. */
export type ParsedTemplate = { readonly ok: true; readonly parts: readonly TemplatePart[] } | ExpressionFailure;

/** Takes a template apart: `${…}` is an expression, `$${` stands for the characters `${`. */
export function parseTemplate(template: string, limits?: ExpressionLimits): ParsedTemplate {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (;;) {
    const next = template.indexOf('${', at);
    if (next < 0) return { ok: true, parts: withText(parts, template.slice(at)) };
    if (next > at && template[next - 1] === '$') {
      withText(parts, `${template.slice(at, next - 1)}\${`);
      at = next + 2;
      continue;
    }
    withText(parts, template.slice(at, next));
    const part = parseExpression(template, next + 2, limits);
    if ('error' in part) return part;
    parts.push(part);
    at = part.offset + part.source.length + 1;
  }
}

/** Adds text to the last part where that is text too. */
function withText(parts: TemplatePart[], text: string): TemplatePart[] {
  if (text === '') return parts;
  const last = parts.at(-1);
  if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + text };
  else parts.push({ kind: 'text', text });
  return parts;
}

type ExpressionPart = Extract<TemplatePart, { kind: 'expression' }>;

/** The expression ends at the first `}` up to which it compiles: braces in texts, objects and functions are thereby its own. */
function parseExpression(template: string, offset: number, limits: ExpressionLimits | undefined): ExpressionPart | ExpressionFailure {
  let first: ExpressionFailure | undefined;
  for (let end = template.indexOf('}', offset); end >= 0; end = template.indexOf('}', end + 1)) {
    const source = template.slice(offset, end);
    const compiled = compileExpression(source, limits);
    if (compiled.ok) return { kind: 'expression', source, offset, expression: compiled.expression };
    first ??= failureAt(compiled.error, template, compiled.offset === undefined ? undefined : offset + compiled.offset);
  }
  return first ?? failureAt('`${` has no closing `}`', template, offset - 2);
}
