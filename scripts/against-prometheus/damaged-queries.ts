import fc from 'fast-check';

/** A generator of queries that somebody got wrong: words of good ones left out, put in, replaced or swapped. */
export function damagedQueries(queries: readonly string[]): fc.Arbitrary<string> {
  const words = [...new Set(queries.flatMap(wordsOf))].filter((word) => word.trim() !== '');
  const word = fc.oneof(fc.constantFrom(...words), fc.constantFrom(...ODD_WORDS));
  const edit = fc.record({ at: fc.nat(10_000), other: fc.nat(10_000), word, kind: fc.constantFrom(...KINDS) });
  return fc
    .tuple(fc.constantFrom(...queries), fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([query, edits]) => edits.reduce(apply, wordsOf(query)).join(''));
}

const KINDS = ['insert', 'insert spaced', 'replace', 'remove', 'swap'] as const;

interface Edit {
  readonly at: number;
  readonly other: number;
  readonly word: string;
  readonly kind: (typeof KINDS)[number];
}

/** What no query of a list has and people write all the same. */
const ODD_WORDS =
  String.raw`( ) { } [ ] , = != =~ + - | % ^ ; ! ~ & @ : # \ by without on ignoring group_left bool offset and or unless atan2 smoothed
anchored fill(0) "a" ' " "\u12" 5m 5mm 1y 1_ 0x 1e NaN Inf step() start() $__rate_interval é time()`
    .split(/\s+/)
    .concat('#x\n', '\n', '\0', '`');

const wordsOf = (query: string): readonly string[] =>
  query.match(/"[^"]*"|'[^']*'|`[^`]*`|[A-Za-z_:][A-Za-z0-9_:]*|[0-9][0-9a-zA-Z._]*|\s+|=~|!~|!=|==|<=|>=|./gsu) ?? [];

function apply(words: readonly string[], { at, other, word, kind }: Edit): readonly string[] {
  const place = at % (words.length + 1);
  switch (kind) {
    case 'insert':
      return words.toSpliced(place, 0, word);
    case 'insert spaced':
      return words.toSpliced(place, 0, ` ${word} `);
    case 'replace':
      return words.toSpliced(place, 1, word);
    case 'remove':
      return words.toSpliced(place, 1);
    case 'swap': {
      if (words.length === 0) return [];
      const [a, b] = [place % words.length, other % words.length];
      return words.with(a, words[b] ?? '').with(b, words[a] ?? '');
    }
  }
}
