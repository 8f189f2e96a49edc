import type { AnswerForm } from './form-keys.ts';
import type { MappingReading } from './mapping-reading.ts';
import { readJson } from './read-json.ts';
import { readLines } from './read-lines.ts';
import { readYaml } from './read-yaml.ts';

/** Reads the fields of a form: as YAML, else as JSON, else line by line. */
export function readMapping(text: string, form: AnswerForm): MappingReading {
  const yaml = readYaml(text, form);
  if (yaml.ok) return yaml;
  const json = readJson(text, form);
  if (json.ok) return { ...json, notes: ['read as JSON', ...json.notes] };
  const lines = readLines(text, form);
  return lines.ok ? { ...lines, notes: [`not readable as YAML (${yaml.problem}): read line by line`, ...lines.notes] } : yaml;
}
