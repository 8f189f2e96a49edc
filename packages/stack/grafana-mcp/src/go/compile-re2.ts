import { RE2JS, RE2JSSyntaxException } from 're2js';

/** An expression that is looked for anywhere in a text, or Go's message about its syntax. */
export type CompiledRe2 =
  | { readonly ok: true; readonly find: (text: string) => boolean }
  | { readonly ok: false; readonly message: string };

/** Compiles an expression as Go's `regexp.Compile`. */
export function compileRe2(source: string): CompiledRe2 {
  try {
    const compiled = RE2JS.compile(source);
    return { ok: true, find: (text) => compiled.matcher(text).find() };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return { ok: false, message: `error parsing regexp: ${error.error}: \`${error.input ?? ''}\`` };
  }
}
