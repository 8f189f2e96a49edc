import type { ValueType } from './ast.ts';
import type { FunctionSignature } from './function-signature.ts';

/** The function of this name. */
export function findFunction(name: string): FunctionSignature | undefined {
  return FUNCTIONS.get(name);
}

/** Functions that share types. `variadic` as in `FunctionSignature`. */
interface SignatureGroup {
  readonly names: string;
  readonly args: readonly ValueType[];
  readonly variadic?: number;
  readonly returns?: ValueType;
  readonly experimental?: boolean;
}

const GROUPS: readonly SignatureGroup[] = [
  {
    names:
      'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_stddev ' +
      'histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp',
    args: ['vector'],
  },
  { names: 'day_of_month day_of_week day_of_year days_in_month hour minute month year', args: ['vector'], variadic: 1 },
  { names: 'scalar', args: ['vector'], returns: 'scalar' },
  { names: 'vector', args: ['scalar'] },
  { names: 'pi time', args: [], returns: 'scalar' },
  { names: 'clamp', args: ['vector', 'scalar', 'scalar'] },
  { names: 'clamp_max clamp_min', args: ['vector', 'scalar'] },
  { names: 'round', args: ['vector', 'scalar'], variadic: 1 },
  { names: 'histogram_fraction', args: ['scalar', 'scalar', 'vector'] },
  { names: 'histogram_quantile', args: ['scalar', 'vector'] },
  { names: 'label_join', args: ['vector', 'string', 'string', 'string'], variadic: -1 },
  { names: 'label_replace', args: ['vector', 'string', 'string', 'string', 'string'] },
  {
    names:
      'absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time max_over_time ' +
      'min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time',
    args: ['matrix'],
  },
  { names: 'predict_linear', args: ['matrix', 'scalar'] },
  { names: 'quantile_over_time', args: ['scalar', 'matrix'] },
  {
    names: 'mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time',
    args: ['matrix'],
    experimental: true,
  },
  { names: 'double_exponential_smoothing', args: ['matrix', 'scalar', 'scalar'], experimental: true },
  { names: 'integral', args: ['matrix', 'scalar'], variadic: 1, experimental: true },
  { names: 'histogram_quantiles', args: ['vector', 'string', 'scalar', 'scalar'], variadic: 9, experimental: true },
  { names: 'info', args: ['vector', 'vector'], variadic: 1, experimental: true },
  { names: 'sort_by_label sort_by_label_desc', args: ['vector', 'string'], variadic: -1, experimental: true },
  { names: 'start_timestamp', args: ['vector'], experimental: true },
  { names: 'end range start step', args: [], returns: 'scalar', experimental: true },
  { names: 'max_of min_of', args: ['scalar', 'scalar'], returns: 'scalar', experimental: true },
];

/** Every function of PromQL as of Prometheus 3.16.0, by name: what type checker, engine and documentation read. */
export const FUNCTIONS: ReadonlyMap<string, FunctionSignature> = /* @__PURE__ */ byName();

function byName(): Map<string, FunctionSignature> {
  const functions = new Map<string, FunctionSignature>();
  for (const { names, args, variadic = 0, returns = 'vector', experimental = false } of GROUPS) {
    for (const name of names.split(' ')) functions.set(name, { name, argTypes: args, variadic, returnType: returns, experimental });
  }
  return functions;
}
