import type { ModelResponse } from '@o11y-bench/contracts';
import { cutTurnReminder, emptyTurnReminder, missingAnswerReminder } from './system-prompt.ts';
import { messageText } from './to-step.ts';

/** Decides what a model is told when it stops without a readable answer. Each reminder is fixed and sent at most once in a run. */
export interface Reminders {
  /** The reminder for a turn without tool calls, or undefined when the run ends here. */
  next(response: ModelResponse): string | undefined;
  /** Reminders sent so far. */
  readonly sent: number;
}

/** Reminders of one run. Without `hasAnswer` no final message is questioned. */
export function createReminders(hasAnswer: ((text: string) => boolean) | undefined): Reminders {
  const sent = new Set<string>();
  return {
    next(response) {
      const reminder = reminderFor(response, hasAnswer);
      if (reminder === undefined || sent.has(reminder)) return undefined;
      sent.add(reminder);
      return reminder;
    },
    get sent() {
      return sent.size;
    },
  };
}

function reminderFor(response: ModelResponse, hasAnswer: ((text: string) => boolean) | undefined): string | undefined {
  if (response.stop === 'refusal' || response.stop === 'content_filter' || response.stop === 'context_overflow') return undefined;
  const text = messageText(response);
  if (hasAnswer?.(text)) return undefined;
  if (response.stop === 'length') return cutTurnReminder;
  if (text.trim() === '') return emptyTurnReminder;
  return hasAnswer ? missingAnswerReminder : undefined;
}
