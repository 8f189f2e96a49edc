import type { AnswerField, CheckTest } from '@o11y-bench/contracts';

/** The greatest probability at which a field counts as not guessable. */
export const guessLimit = 1 / 50;

/** Names that a look at the list of services or panels offers: about this many. */
const namesInReach = 10;

/** A small whole number: panels, targets, data sources. */
const smallCounts = 20;

/**
 * How likely somebody who never looked hits a field's value, from 0 to 1: one of the options of a choice, one of about ten names, one order
 * or subset of a few of them, a small whole number where the claim (`test`) is exact. Free text, traces and measured numbers count as not
 * guessable.
 */
export function guessProbability(field: Pick<AnswerField, 'type' | 'options'>, test?: Pick<ClaimTest, 'tolerance'>): number {
  switch (field.type) {
    case 'choice':
      return 1 / (field.options?.length ?? 1);
    case 'boolean':
      return 1 / 2;
    case 'entity':
      return 1 / namesInReach;
    case 'set':
    case 'order':
    case 'mapping':
      return 1 / 24;
    case 'number':
      return test && isExact(test) ? 1 / smallCounts : 1 / 100;
    case 'time':
    case 'window':
      return 1 / 100;
    case 'trace':
    case 'text':
      return 0;
  }
}

type ClaimTest = CheckTest & { kind: 'claim' };

const isExact = ({ tolerance }: Pick<ClaimTest, 'tolerance'>): boolean => !tolerance?.relative && !tolerance?.absolute;
