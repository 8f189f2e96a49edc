import type { Labels } from '@o11y-bench/query-core';

/** A point of a series in a script. */
export type ScriptPoint =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'stale' }
  /** A native histogram, as it is written. */
  | { readonly type: 'histogram'; readonly text: string }
  | { readonly type: 'missing' };

/** A line of a series: its labels and its points, one per step. */
export interface ScriptSeries {
  readonly labels: Labels;
  readonly points: readonly ScriptPoint[];
}

/** One command of a script. `line` is the number of its first line. */
export type ScriptCommand = { readonly type: 'clear'; readonly line: number } | LoadCommand | EvalCommand;

/** `load <step>`. */
export interface LoadCommand {
  readonly type: 'load';
  readonly line: number;
  /** Milliseconds. */
  readonly step: number;
  /** `load_with_nhcb`: classic histograms are wanted as native ones too. */
  readonly withNativeHistograms: boolean;
  readonly series: readonly ScriptSeries[];
}

/** `eval instant at ...` and `eval range from ... to ... step ...`. Times in milliseconds. */
export interface EvalCommand {
  readonly type: 'eval';
  readonly line: number;
  readonly query: string;
  readonly times:
    | { readonly kind: 'instant'; readonly at: number }
    | { readonly kind: 'range'; readonly start: number; readonly end: number; readonly step: number };
  readonly expectation: Expectation;
}

/** What an eval must give. */
export interface Expectation {
  readonly fails: boolean;
  readonly failure: TextRule | undefined;
  readonly ordered: boolean;
  readonly warnings: AnnotationRule;
  readonly infos: AnnotationRule;
  readonly text: string | undefined;
  readonly scalar: number | undefined;
  /** Times of the points below, when the result is a range vector of an instant query. */
  readonly rangeVector: { readonly start: number; readonly step: number } | undefined;
  readonly series: readonly ScriptSeries[];
}

/** Which texts are right: exactly one, or any that fits. */
export type TextRule = { readonly exactly: string } | { readonly matching: RegExp };

/** `any`: not looked at. `none`: there must be none. `some`: at least one; with rules, each must fit some text and each text some rule. */
export type AnnotationRule =
  | { readonly want: 'any' }
  | { readonly want: 'none' }
  | { readonly want: 'some'; readonly rules: readonly TextRule[] };

/** A script that cannot be read. */
export class ScriptError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`);
    this.line = line;
  }
}
