import type { Labels } from '@o11y-bench/query-core';

/** An alert of a rule. `activeAt` is RFC 3339, `value` a number as text. */
export interface RuleAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly state: 'pending' | 'firing';
  readonly activeAt: string;
  readonly value: string;
  readonly keepFiringSince?: string;
}

/** How a rule was evaluated last. Seconds; RFC 3339. */
export interface RuleEvaluation {
  readonly health: 'ok' | 'err' | 'unknown';
  readonly lastError?: string;
  readonly evaluationTime: number;
  readonly lastEvaluation: string;
}

/** A rule that alerts. Durations in seconds. */
export interface AlertingRule extends RuleEvaluation {
  readonly state: 'inactive' | 'pending' | 'firing' | 'unknown';
  readonly name: string;
  readonly query: string;
  readonly duration: number;
  readonly keepFiringFor: number;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly alerts: readonly RuleAlert[];
  readonly type: 'alerting';
}

/** A rule that records. */
export interface RecordingRule extends RuleEvaluation {
  readonly name: string;
  readonly query: string;
  readonly labels?: Labels;
  readonly type: 'recording';
}

/** A group of rules, as `/api/v1/rules` shows it. Seconds. */
export interface RuleGroup {
  readonly name: string;
  readonly file: string;
  readonly rules: readonly (AlertingRule | RecordingRule)[];
  readonly interval: number;
  readonly limit: number;
  readonly evaluationTime: number;
  readonly lastEvaluation: string;
}
