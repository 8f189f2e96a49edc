import type { DataPath } from '../authored-source.ts';
import type { Finding } from '../finding.ts';
import type { Position } from '../problem.ts';
import { rightAttempts, type TaskDraft } from '../task-draft.ts';
import type { Text } from '../walk-texts.ts';
import { walkTexts } from '../walk-texts.ts';

/** What a parser says of a text. Positions count from 1. */
export type ParseOutcome = { readonly ok: true } | { readonly ok?: false; readonly error: string; readonly position?: Position };

/** Parsers by query language, passed in: the compiler knows no language itself. */
export type QueryParsers = Readonly<Partial<Record<'promql' | 'logql' | 'traceql' | 'traceql_metrics', (text: string) => ParseOutcome>>>;

/** The language of a tool's argument. */
const languageOfArgument: Readonly<Record<string, Readonly<Record<string, keyof QueryParsers>>>> = {
  query_prometheus: { expr: 'promql' },
  query_loki_logs: { logql: 'logql' },
  query_loki_stats: { logql: 'logql' },
  query_loki_patterns: { logql: 'logql' },
  'tempo_traceql-search': { query: 'traceql' },
  'tempo_traceql-metrics-instant': { query: 'traceql_metrics' },
  'tempo_traceql-metrics-range': { query: 'traceql_metrics' },
};

interface Query extends Text {
  readonly language: keyof QueryParsers;
}

/** Every query of the file parses, as far as a parser for its language was given. */
export function checkQueries(draft: TaskDraft, parsers: QueryParsers): Finding[] {
  return findQueries(draft).flatMap(({ language, path, text }) => {
    const outcome = parsers[language]?.(text);
    if (!outcome || outcome.ok) return [];
    const position = outcome.position ?? { line: 1, column: 1 };
    return [{ path, message: `this ${language} does not parse: ${outcome.error}`, inside: { text, position } }];
  });
}

function findQueries(draft: TaskDraft): Query[] {
  const steps = [...rightAttempts(draft), ...draft.mutants].flatMap(({ path, value }) =>
    (value?.steps ?? []).flatMap((step, index) =>
      Object.entries(languageOfArgument[step.call] ?? {}).flatMap(([argument, language]) =>
        toQuery(language, step.with?.[argument], [...path, 'steps', index, 'with', argument]),
      ),
    ),
  );
  // A query with a template in it is known only once it is filled in.
  return [...factQueries(draft), ...steps, ...answerQueries(draft)].filter(({ text }) => !text.includes('${'));
}

const factQueries = ({ facts }: TaskDraft): Query[] =>
  facts.flatMap(({ path, value }) =>
    (['promql', 'logql', 'traceql', 'traceql_metrics'] as const).flatMap((language) =>
      toQuery(language, value?.[language], [...path, language]),
    ),
  );

function answerQueries(draft: TaskDraft): Query[] {
  return [...rightAttempts(draft), ...draft.mutants].flatMap(({ path, value }) =>
    walkTexts(value?.answer, [...path, 'answer']).flatMap((text) =>
      text.path.at(-1) === 'promql' ? [{ ...text, language: 'promql' as const }] : [],
    ),
  );
}

const toQuery = (language: keyof QueryParsers, text: unknown, path: DataPath): Query[] =>
  typeof text === 'string' ? [{ language, text, path }] : [];
