import { constant, type Evaluable, evaluateText } from './evaluable.ts';
import type { ExpressionParser } from './expression-parser.ts';
import { isCharacter } from './go-scanner.ts';
import { GvalProblem, typeName } from './gval-value.ts';

/** Functions of the language by name. */
export const functions: Readonly<Record<string, (values: readonly unknown[]) => unknown>> = {
  date([text, ...others]) {
    if (typeof text !== 'string' || others.length > 0) throw new GvalProblem('date() expects exactly one string argument');
    const date = new Date(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?$/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
    if (Number.isNaN(date.getTime())) throw new GvalProblem(`date() could not parse ${text}`);
    return date.toISOString().replace(/\.000Z$/, 'Z');
  },
  strlen([text]) {
    if (typeof text !== 'string') throw new GvalProblem('strlen() expects exactly one string argument');
    return Array.from(text).length;
  },
};

/** `name.field[key]`: a path that starts at the document; a missing field is null. */
export function variable(keys: readonly Evaluable[]): Evaluable {
  return {
    evaluate(scope) {
      const names = keys.map((key) => evaluateText(key, scope));
      let value: unknown = scope.root;
      names.forEach((name, i) => {
        value = memberOf(value, name, () => names.slice(0, i + 1).join('.'));
      });
      return value ?? null;
    },
  };
}

function memberOf(value: unknown, name: string, path: () => string): unknown {
  if (Array.isArray(value) && /^\d+$/.test(name) && Number(name) < value.length) return value[Number(name)];
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : null;
  }
  throw new GvalProblem(`unknown parameter ${path()}`);
}

/** `name(...)`: JSON holds no functions, so it always fails when it is evaluated. */
export function callVariable(name: string, called: Evaluable, values: readonly Evaluable[]): Evaluable {
  return {
    evaluate(scope) {
      const value = callee(called, scope);
      for (const argument of values) argument.evaluate(scope);
      throw new GvalProblem(`could not call '${name}' type ${typeName(value)}`);
    },
  };
}

function callee(called: Evaluable, scope: Parameters<Evaluable['evaluate']>[0]): unknown {
  try {
    return called.evaluate(scope);
  } catch (error) {
    if (error instanceof GvalProblem) throw new GvalProblem(`could not call function: ${error.message}`);
    throw error;
  }
}

/** `condition ? a : b`, or `condition ? a` at the end; 0, empty text, false and null lead to `b`. */
export function conditional(parser: ExpressionParser, condition: Evaluable): Evaluable {
  const whenTrue = parser.expression();
  const token = parser.scan();
  const hasElse = isCharacter(token, ':');
  if (!hasElse && token !== 'EOF') throw parser.expected('<> ? <> : <>', ':', 'EOF');
  const whenFalse = hasElse ? parser.expression() : constant(null);
  return { evaluate: (scope) => (condition.evaluate(scope) ? whenTrue : whenFalse).evaluate(scope) };
}

/** `[a, b]`. */
export function jsonArray(parser: ExpressionParser): Evaluable {
  const items: Evaluable[] = [];
  for (;;) {
    const token = parser.scan();
    if (isCharacter(token, ']')) return { evaluate: (scope) => items.map((item) => item.evaluate(scope)) };
    if (isCharacter(token, ',')) continue;
    parser.putBack('array', ',', ']');
    items.push(parser.expression());
  }
}

/** `{key: value}`. */
export function jsonObject(parser: ExpressionParser): Evaluable {
  const fields: { key: Evaluable; value: Evaluable }[] = [];
  for (;;) {
    const token = parser.scan();
    if (isCharacter(token, '}')) {
      return {
        evaluate: (scope) => Object.fromEntries(fields.map(({ key, value }) => [evaluateText(key, scope), value.evaluate(scope)])),
      };
    }
    if (isCharacter(token, ',')) continue;
    parser.putBack('object', ',', '}');
    const key = parser.expression();
    parser.scan();
    fields.push({ key, value: parser.expression() });
  }
}
