import { escapeMarkup } from '../escape-markup.ts';

/** A piece of HTML that is safe to insert. */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

type Insert = Markup | string | number | undefined | readonly (Markup | undefined)[];

/** HTML with every inserted text escaped; only what this function made goes in as it is. */
export const html = (parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup =>
  new Markup(parts.reduce((text, part, i) => text + toHtml(inserts[i - 1]) + part));

function toHtml(insert: Insert): string {
  if (insert === undefined) return '';
  if (insert instanceof Markup) return insert.html;
  if (typeof insert === 'string' || typeof insert === 'number') return escapeMarkup(String(insert));
  return insert.map(toHtml).join('');
}
