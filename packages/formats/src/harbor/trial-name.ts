const ALPHABET = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const SUFFIX_LENGTH = 7;

/** A trial's name: at most 32 characters of the task's id, `__`, and seven letters or digits from `random` (0 to 1). */
export function createTrialName(taskId: string, random: () => number): string {
  const letters = Array.from({ length: SUFFIX_LENGTH }, () => ALPHABET[Math.floor(random() * ALPHABET.length)] ?? 'a');
  return `${shortTaskName(taskId)}__${letters.join('')}`;
}

/** The part of a trial's name that stands for its task. */
export const shortTaskName = (taskId: string): string => taskId.slice(0, 32).replace(/[_-]+$/, '');
