/** What generated queries talk about. */
export interface QueryVocabulary {
  readonly metrics: readonly string[];
  readonly labels: readonly string[];
  readonly values: readonly string[];
  /** Milliseconds: around which the times of `@` lie. */
  readonly time: number;
}

/** Names that exercise the language: keywords, colons, quoting. */
export const DEFAULT_VOCABULARY: QueryVocabulary = {
  metrics: ['up', 'http_requests_total', 'job:rate:5m', 'sum', 'by', 'offset', 'start', 'max_of', 'fill', 'http.server.duration', 'größe'],
  labels: ['job', 'instance', 'le', '__name__', 'on', 'bool', 'http.method'],
  values: ['', 'api', 'a|b', '.+', '.*', 'x"y', 'ä', 'line\nbreak'],
  time: 1_772_424_000_000,
};
