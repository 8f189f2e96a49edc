import { FUNCTION_IMPLEMENTATIONS } from '../functions/function-table.ts';
import { evaluateAggregate } from './aggregation/evaluate-aggregate.ts';
import { evaluateBinary } from './binary/evaluate-binary.ts';
import type { EvalContext } from './context.ts';
import { mergeNameless } from './merge-rows.ts';
import type { CallPlan, Plan, UnaryPlan } from './plan.ts';
import { fail } from './query-failure.ts';
import type { Row } from './row.ts';
import { makeRow } from './row.ts';
import { evaluateInstantSelector } from './selectors/instant-selector.ts';
import { evaluateRangeSelector } from './selectors/range-selector.ts';
import { evaluateSubquery } from './selectors/subquery.ts';
import type { Steps } from './steps.ts';
import { singleStep } from './steps.ts';
import type { Value } from './value.ts';
import { constantScalar, vectorOf } from './value.ts';

/** Evaluates an expression at all steps. */
export function evaluatePlan(plan: Plan, steps: Steps, context: EvalContext): Value {
  context.budget.checkTime();
  switch (plan.type) {
    case 'number':
      return constantScalar(plan.value, steps.count);
    case 'string':
      return { type: 'string', value: plan.value };
    case 'instant-selector':
      return evaluateInstantSelector(plan, steps, context);
    case 'range-selector':
      return evaluateRangeSelector(plan, steps, context);
    case 'subquery':
      return { type: 'matrix', series: evaluateSubquery(plan, steps, context) };
    case 'unary':
      return evaluateUnary(plan, steps, context);
    case 'binary':
      return evaluateBinary(plan, steps, context);
    case 'aggregate':
      return evaluateAggregate(plan, steps, context);
    case 'call':
      return evaluateCall(plan, steps, context);
    case 'step-invariant':
      return repeat(evaluatePlan(plan.expr, steps.count === 0 ? steps : singleStep(steps.start), context), steps.count, context);
  }
}

function evaluateCall(plan: CallPlan, steps: Steps, context: EvalContext): Value {
  const { budget } = context;
  const release = budget.mark();
  const implementation = FUNCTION_IMPLEMENTATIONS[plan.func] ?? fail(`unknown function with name "${plan.func}"`);
  const value = implementation(plan, steps, context);
  if (value.type === 'vector') {
    release();
    budget.holdRows(value.rows);
  }
  return value;
}

function evaluateUnary(plan: UnaryPlan, steps: Steps, context: EvalContext): Value {
  const value = context.evaluate(plan.expr, steps, context);
  if (plan.op === '+') return value;
  if (value.type === 'scalar') return { type: 'scalar', values: value.values.map((number) => -number) };
  if (value.type !== 'vector') return fail(`unary operator is not defined for ${value.type}`);
  const { delayedNameRemoval } = context;
  const negated = value.rows.map((row) => {
    const labels = delayedNameRemoval ? row.labels : row.labels.withoutName();
    return makeRow(
      labels,
      row.values.map((number) => -number),
      row.present,
      row.count,
      true,
    );
  });
  return vectorOf(delayedNameRemoval ? negated : mergeNameless(negated, value.rows));
}

/** A value of one step at all steps. */
function repeat(value: Value, steps: number, { budget }: EvalContext): Value {
  if (steps === 1) return value;
  if (value.type === 'scalar') return constantScalar(value.values[0] ?? Number.NaN, steps);
  if (value.type !== 'vector') return value;
  budget.hold(value.rows.length * Math.max(0, steps - 1), value.rows.length * steps);
  return vectorOf(value.rows.map((row) => repeatRow(row, steps)));
}

function repeatRow(row: Row, steps: number): Row {
  return makeRow(row.labels, new Float64Array(steps).fill(row.values[0] as number), null, steps, row.dropsName);
}
