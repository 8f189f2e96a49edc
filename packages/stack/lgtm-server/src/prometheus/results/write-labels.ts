import { type Labels, sortedLabelNames } from '@o11y-bench/query-core';

/** A label set as JSON text, names in order, what is not Unicode replaced. */
export function writeLabels(labels: Labels): string {
  // Label sets with a metric's name mostly are the store's own, which it hands out each time.
  if (labels['__name__'] === undefined) return write(labels);
  const known = written.get(labels);
  if (known !== undefined) return known;
  const text = write(labels);
  written.set(labels, text);
  return text;
}

const written = new WeakMap<Labels, string>();

function write(labels: Labels): string {
  let text = '{';
  for (const name of sortedLabelNames(labels)) {
    text += `${text.length > 1 ? ',' : ''}${writeText(name)}:${writeText(labels[name] ?? '')}`;
  }
  return `${text}}`;
}

const writeText = (text: string): string => JSON.stringify(text.toWellFormed());
