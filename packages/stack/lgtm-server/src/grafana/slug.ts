/** A title as Grafana writes it in URLs: lower-case ASCII letters, digits and underscores, everything else a single dash. */
export function slugOf(title: string): string {
  const slug = title
    .trim()
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('&', ' and ')
    .replaceAll('@', ' at ')
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '');
  // Titles without any such character (other alphabets) become base64 of their bytes, as in the real server.
  return slug === '' ? base64Url(title) : slug;
}

function base64Url(text: string): string {
  const binary = String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '').slice(0, 50);
}
